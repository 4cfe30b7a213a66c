package dev.cress.testing.fault;

import dev.cress.testing.EmbeddedRedis;
import dev.cress.testing.EmbeddedRedisCluster;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A proxy before a Redis server, or before each node of a cluster, that drops, delays, splits and tears commands and replies and
 * resets connections, as a {@link FaultPlan} says. It reads the protocol, RESP2 or RESP3 without TLS, so that a fault meets exactly the command that it is
 * meant for, or the reply of that command.
 *
 * <p>The caller owns the proxy, and closes it before the server. Starting and closing block for milliseconds (before a cluster: until its nodes
 * have learnt the ports); all methods are thread-safe.
 *
 * <pre>{@code
 * try (EmbeddedRedis redis = EmbeddedRedis.start();
 *         FaultProxy proxy = FaultProxy.before(redis)) {
 *     RedisClient client = RedisClient.create(proxy.uri());
 *     proxy.use(FaultPlan.once(command -> command.is("SET"), NetworkFault.reset(Direction.REPLY)));
 * }
 * }</pre>
 *
 * <p>Replies on a connection that has subscribed to channels, or is in {@code MONITOR} or {@code CLIENT REPLY}, cannot be told apart: faults of replies do not
 * meet them. {@link #cutAll()} does.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a connection that fails shows in the other one
public final class FaultProxy implements AutoCloseable {

    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, FaultProxy::thread, NioIoHandler.newFactory());
    private final Set<Tunnel> tunnels = ConcurrentHashMap.newKeySet();
    private final Map<NetworkFault, Long> faults = new ConcurrentHashMap<>();
    private final List<Integer> ports = new ArrayList<>();
    private volatile FaultPlan plan = FaultPlan.none();

    private FaultProxy(List<InetSocketAddress> servers) {
        try {
            servers.forEach(server -> ports.add(listenBefore(server)));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * A proxy before a server. The server may be killed and restarted behind it.
     *
     * @param redis the server
     * @return a proxy through which everything passes so far
     */
    public static FaultProxy before(EmbeddedRedis redis) {
        return before("127.0.0.1", redis.port());
    }

    /**
     * A proxy before a server of somebody else.
     *
     * @param host where the server is
     * @param port its port, which does not speak TLS
     * @return a proxy through which everything passes so far
     */
    public static FaultProxy before(String host, int port) {
        return new FaultProxy(List.of(new InetSocketAddress(host, port)));
    }

    /**
     * A proxy before each node of a cluster. The cluster tells its clients the ports of the proxies from then on, so that none of them goes past the proxy.
     *
     * @param cluster the cluster
     * @return one proxy with one port for each node, through which everything passes so far
     */
    public static FaultProxy before(EmbeddedRedisCluster cluster) {
        FaultProxy proxy = new FaultProxy(cluster.nodes().stream()
                .map(node -> new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port()))
                .toList());
        try {
            cluster.announcePorts(proxy.ports);
            return proxy;
        } catch (RuntimeException e) {
            proxy.close();
            throw e;
        }
    }

    /**
     * The address of the proxy; before a cluster, that before its first node.
     *
     * @return {@code redis://127.0.0.1:<port>}
     */
    public String uri() {
        return "redis://127.0.0.1:" + ports.get(0);
    }

    /**
     * The ports of the proxy, in the order of the nodes.
     *
     * @return one port for each server behind it
     */
    public List<Integer> ports() {
        return List.copyOf(ports);
    }

    /**
     * Decides by a plan from now on, about commands that arrive from now on.
     *
     * @param next the plan, {@link FaultPlan#none()} for calm
     */
    public void use(FaultPlan next) {
        plan = next;
    }

    /** Resets all connections that are open now. Clients may come back. */
    public void cutAll() {
        tunnels.forEach(Tunnel::reset);
    }

    /**
     * What plans have done so far.
     *
     * @return how many commands met each fault
     */
    public Map<NetworkFault, Long> faults() {
        return Map.copyOf(faults);
    }

    /** Ends the proxy and all connections through it. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Override
    public String toString() {
        return "FaultProxy" + ports;
    }

    /** A plain daemon: it may call user code, and is nobody's event loop that must not block. */
    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "cress-fault-proxy");
        thread.setDaemon(true);
        return thread;
    }

    private int listenBefore(InetSocketAddress server) {
        Channel channel = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Entrance(server))
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    private Optional<NetworkFault> decide(ProxiedCommand command) {
        Optional<NetworkFault> fault = plan.faultOf(command);
        fault.ifPresent(harm -> faults.merge(harm, 1L, Long::sum));
        return fault;
    }

    private void connect(Channel client, InetSocketAddress server) {
        new Bootstrap()
                .group(client.eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(server)
                .addListener((ChannelFuture connected) -> {
                    if (connected.isSuccess()) {
                        open(client, connected.channel());
                    } else {
                        Lane.reset(client);
                    }
                });
    }

    private void open(Channel client, Channel server) {
        Tunnel tunnel = new Tunnel(client, server, this::decide);
        tunnels.add(tunnel);
        server.closeFuture().addListener(closed -> tunnels.remove(tunnel));
        tunnel.open();
    }

    /** Connects to the server for each client that comes. */
    @ChannelHandler.Sharable
    private final class Entrance extends ChannelInboundHandlerAdapter {

        private final InetSocketAddress server;

        private Entrance(InetSocketAddress server) {
            this.server = server;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            connect(context.channel(), server);
        }
    }
}
