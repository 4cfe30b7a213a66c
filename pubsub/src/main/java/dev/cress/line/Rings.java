package dev.cress.line;

/** What a doorbell rings. Called on an I/O thread; does not take long. */
public interface Rings {

    /**
     * A partition has something new.
     *
     * @param partition its number, which may be that of another layout
     */
    void ring(int partition);

    /** Any partition may have something new. */
    void ringForEvery();
}
