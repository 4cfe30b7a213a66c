package dev.cress.testing.fault;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A client's connection to the proxy and the proxy's to the server. Knows which reply belongs to which command. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails is one of the faults
final class Tunnel {

    private final Channel client;
    private final Channel server;
    private final FaultPlan plan;
    private final Lane requests;
    private final Lane replies;

    /** For each command that waits for its reply, what is to happen to that. */
    private final Deque<Optional<NetworkFault>> pending = new ArrayDeque<>();

    /** Since the client has subscribed, replies belong to no command. */
    private boolean subscribed;

    Tunnel(Channel client, Channel server, FaultPlan plan) {
        this.client = client;
        this.server = server;
        this.plan = plan;
        this.requests = new Lane(server, this::reset);
        this.replies = new Lane(client, this::reset);
    }

    /** Lets both sides speak. */
    void open() {
        server.pipeline().addLast(new RespFrames(), new Side(client, this::reply, replies));
        client.pipeline().addLast(new RespFrames(), new Side(server, this::request, requests));
        server.config().setAutoRead(true);
        client.config().setAutoRead(true);
    }

    void reset() {
        Lane.reset(client);
        Lane.reset(server);
    }

    private void request(ByteBuf frame) {
        ProxiedCommand command = RespFrames.command(frame);
        Optional<NetworkFault> fault = plan.faultOf(command);
        subscribed |= command.is("SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "MONITOR");
        if (!command.words().isEmpty()) {
            pending.add(fault.filter(harm -> harm.direction() == Direction.REPLY));
        }
        requests.deliver(
                frame,
                fault.filter(harm -> harm.direction() == Direction.REQUEST).orElse(null));
    }

    private void reply(ByteBuf frame) {
        boolean push = frame.getByte(frame.readerIndex()) == '>';
        boolean unasked = push || subscribed || pending.isEmpty();
        replies.deliver(frame, unasked ? null : pending.remove().orElse(null));
    }

    @FunctionalInterface
    private interface FrameHandler {
        void handle(ByteBuf frame);
    }

    /** What arrives from one side. A side that takes nothing stops the other one. */
    private static final class Side extends ChannelInboundHandlerAdapter {

        private final Channel other;
        private final FrameHandler frames;
        private final Lane lane;

        private Side(Channel other, FrameHandler frames, Lane lane) {
            this.other = other;
            this.frames = frames;
            this.lane = lane;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object frame) {
            frames.handle((ByteBuf) frame);
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            other.config().setAutoRead(context.channel().isWritable());
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            lane.finish();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
