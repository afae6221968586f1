#define _GNU_SOURCE
#include "private.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

enum {
    piece = 16384,          // one TLS record
    reading_patience = 60,  // seconds for a client to read some more of its answer
    linger_seconds = 2,
    linger_bytes = 16 << 20,
    slot_bits = 24,
    control_descriptors = 16,  // kept for the control socket when the house is full
    most_comers = 16,          // taken in one turn of the loop
};

typedef enum { between, upgrading, asked, collecting, answering, streaming, websocket } conn_state;

// What the other side has not taken yet: `own` bytes, then `lasting` ones.
typedef struct {
    uint8_t *own;
    size_t own_count;
    const uint8_t *lasting;
    size_t lasting_count;
    size_t sent;
} outgoing;

typedef struct clws_conn {
    clws_peer number;
    uint32_t slot;
    conn_state state;
    struct lws *wsi;
    clws_listener *listener;
    uint8_t address[16];
    bool is_tls, in_callback, has_asked, wants_close, is_forgotten, is_held, is_closing, awaits_writable, awaits_calm;
    bool is_stranger, is_counted;
    ev_io reader, writer;
    outgoing out;
    uint8_t *body;
    size_t body_count, body_room, body_wanted;
    uint16_t close_code;
    uint8_t close_reason[120];
    size_t close_reason_count;
    unsigned heard;  // the loop's turn in which a message came
} conn;

typedef struct {
    clws_listener *listener;
    bool is_control;
    unsigned comers;     // in this turn of the loop
    struct lws *paused;  // the listening socket, until the turn ends
} entrance;

struct clws_listener {
    clws_loop *loop;
    void *owner;
    clws_listener_events events;
    struct lws_vhost *house_vhost;
    entrance house, control;
    struct lws_protocols *protocols;
    struct lws_protocol_vhost_options default_protocol, default_mark;
    char **strings;  // copies that libwebsockets points to
    size_t string_count;
    char **custom_headers;
    size_t custom_header_count;
    char *control_path;
    int listening[2];
    rlim_t spare_descriptors;
    int most_lingering;
    uint64_t hang_ups;
    bool is_closing;
    ev_timer tick, ring;
    clws_listener *next;
};

static void on_readable(struct ev_loop *ev, ev_io *watcher, int events);
static void on_writable(struct ev_loop *ev, ev_io *watcher, int events);
static void on_stir(struct ev_loop *ev, ev_io *watcher, int events);

// --- peers -----------------------------------------------------------------------------------------

static conn *conn_by_number(clws_loop *loop, clws_peer number) {
    uint32_t slot = number & ((1u << slot_bits) - 1);
    if (slot >= loop->slot_count || !loop->slots[slot] || loop->slots[slot]->number != number) return NULL;
    return loop->slots[slot];
}

static void renumber(conn *c) {
    c->number = (++c->listener->loop->serial << slot_bits) | c->slot;
}

static uint32_t take_slot(clws_loop *loop) {
    if (loop->spare_slot_count == 0) {
        uint32_t old = loop->slot_count, count = old ? old * 2 : 256;
        loop->slots = realloc(loop->slots, count * sizeof *loop->slots);
        loop->spare_slots = realloc(loop->spare_slots, count * sizeof *loop->spare_slots);
        loop->stirred = realloc(loop->stirred, count);
        if (!loop->slots || !loop->spare_slots || !loop->stirred) abort();
        for (uint32_t slot = count; slot-- > old;) {
            loop->slots[slot] = NULL;
            loop->spare_slots[loop->spare_slot_count++] = slot;
        }
        loop->slot_count = count;
    }
    return loop->spare_slots[--loop->spare_slot_count];
}

static void map_address(const struct sockaddr_storage *name, uint8_t *address) {
    static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
    memset(address, 0, 16);
    if (name->ss_family == AF_INET6) {
        memcpy(address, &((const struct sockaddr_in6 *)name)->sin6_addr, 16);
    } else if (name->ss_family == AF_INET) {
        memcpy(address, mapped, sizeof mapped);
        memcpy(address + 12, &((const struct sockaddr_in *)name)->sin_addr, 4);
    }
}

static void come(conn *c, int fd) {
    struct sockaddr_storage name = {0};
    socklen_t size = sizeof name;
    getpeername(fd, (struct sockaddr *)&name, &size);
    map_address(&name, c->address);
    c->is_stranger = true;
    c->is_counted = c->listener->events.came(c->listener->owner, c->address);
}

static conn *conn_of(struct lws *wsi) {
    conn *c = lws_get_opaque_user_data(wsi);
    if (c) return c;
    entrance *door = lws_vhost_user(lws_get_vhost(wsi));
    c = calloc(1, sizeof *c);
    if (!c) return NULL;
    c->wsi = wsi;
    c->listener = door->listener;
    c->slot = take_slot(door->listener->loop);
    door->listener->loop->slots[c->slot] = c;
    door->listener->loop->stirred[c->slot] = 1;
    int fd = lws_get_socket_fd(wsi);
    ev_io_init(&c->reader, on_readable, fd, EV_READ);
    ev_io_init(&c->writer, on_writable, fd, EV_WRITE);
    c->reader.data = c->writer.data = c;
    lws_set_opaque_user_data(wsi, c);
    if (!door->is_control) come(c, fd);
    return c;
}

static void stop_watching(conn *c) {
    ev_io_stop(c->listener->loop->ev, &c->reader);
    ev_io_stop(c->listener->loop->ev, &c->writer);
}

static void drop_outgoing(conn *c) {
    free(c->out.own);
    memset(&c->out, 0, sizeof c->out);
}

// Tells once that the peer is gone; the connection may still be closing.
static void tell_gone(conn *c) {
    bool told = c->state != between && c->state != upgrading && !c->is_forgotten && c->number != 0;
    clws_peer number = c->number;
    c->state = between;
    c->number = 0;
    stop_watching(c);
    if (told) c->listener->events.gone(c->listener->owner, number);
}

static void conn_free(conn *c) {
    clws_loop *loop = c->listener->loop;
    tell_gone(c);
    if (c->is_stranger) c->listener->events.parted(c->listener->owner, c->address, c->is_counted);
    drop_outgoing(c);
    free(c->body);
    loop->slots[c->slot] = NULL;
    loop->spare_slots[loop->spare_slot_count++] = c->slot;
    lws_set_opaque_user_data(c->wsi, NULL);
    free(c);
}

// --- lingering: an answer given before the request was read must not be lost to a reset --------------

typedef struct {
    ev_io io;
    ev_timer timer;
    clws_loop *loop;
    size_t budget;
} linger;

static void linger_end(struct ev_loop *ev, linger *l) {
    ev_io_stop(ev, &l->io);
    ev_timer_stop(ev, &l->timer);
    close(l->io.fd);
    l->loop->lingering--;
    free(l);
}

static void linger_read(struct ev_loop *ev, ev_io *io, int events) {
    (void)events;
    linger *l = io->data;
    char waste[16384];
    ssize_t n = recv(io->fd, waste, sizeof waste, MSG_DONTWAIT);
    if (n > 0 && (size_t)n < l->budget) {
        l->budget -= (size_t)n;
        return;
    }
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    linger_end(ev, l);
}

static void linger_over(struct ev_loop *ev, ev_timer *timer, int events) {
    (void)events;
    linger_end(ev, timer->data);
}

static void linger_start(conn *c) {
    clws_loop *loop = c->listener->loop;
    // Of a crowd that is turned away some may lose their answer, but nobody loses a descriptor to them.
    if (loop->lingering >= c->listener->most_lingering) return;
    linger *l = calloc(1, sizeof *l);
    int fd = dup(lws_get_socket_fd(c->wsi));
    if (!l || fd < 0) {
        free(l);
        if (fd >= 0) close(fd);
        return;
    }
    loop->lingering++;
    l->loop = loop;
    l->budget = linger_bytes;
    ev_io_init(&l->io, linger_read, fd, EV_READ);
    ev_timer_init(&l->timer, linger_over, linger_seconds, 0);
    l->io.data = l->timer.data = l;
    ev_io_start(loop->ev, &l->io);
    ev_timer_start(loop->ev, &l->timer);
}

// --- answering ---------------------------------------------------------------------------------------

typedef enum { push_done, push_waits, push_failed } push_result;

static size_t remaining(const conn *c) { return c->out.own_count + c->out.lasting_count - c->out.sent; }

static push_result push_plain(conn *c) {
    while (remaining(c)) {
        struct iovec parts[2];
        int count = 0;
        size_t skip = c->out.sent;
        if (skip < c->out.own_count) {
            parts[count++] = (struct iovec){c->out.own + skip, c->out.own_count - skip};
            skip = c->out.own_count;
        }
        skip -= c->out.own_count;
        if (skip < c->out.lasting_count)
            parts[count++] = (struct iovec){(void *)(c->out.lasting + skip), c->out.lasting_count - skip};
        struct msghdr message = {.msg_iov = parts, .msg_iovlen = (size_t)count};
        ssize_t n = sendmsg(lws_get_socket_fd(c->wsi), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 && errno != EAGAIN) return push_failed;
        if (n < 0) {
            ev_io_start(c->listener->loop->ev, &c->writer);
            return push_waits;
        }
        c->out.sent += (size_t)n;
    }
    drop_outgoing(c);
    return push_done;
}

// TLS goes by way of libwebsockets. While it holds a rest, receiving must be on or it never flushes;
// a client that sends meanwhile would make the loop spin, so `reader` hangs up on it.
static push_result push_tls(conn *c) {
    while (remaining(c) && !lws_partial_buffered(c->wsi)) {
        bool own = c->out.sent < c->out.own_count;
        const uint8_t *from = own ? c->out.own + c->out.sent : c->out.lasting + (c->out.sent - c->out.own_count);
        size_t count = own ? c->out.own_count - c->out.sent : remaining(c);
        if (count > piece) count = piece;
        if (lws_write(c->wsi, (uint8_t *)from, count, LWS_WRITE_HTTP) < 0) return push_failed;
        c->out.sent += count;
    }
    if (lws_partial_buffered(c->wsi)) {
        lws_rx_flow_control(c->wsi, 1);
        if (c->state != upgrading) ev_io_start(c->listener->loop->ev, &c->reader);
        lws_callback_on_writable(c->wsi);
        return push_waits;
    }
    drop_outgoing(c);
    return push_done;
}

static push_result push(conn *c) {
    push_result result = c->is_tls ? push_tls(c) : push_plain(c);
    if (result == push_waits && c->state == answering)
        lws_set_timeout(c->wsi, PENDING_TIMEOUT_USER_OK, reading_patience);
    return result;
}

// At once, or, inside a callback of libwebsockets, where that would free what it still uses, soon after it.
static void hang_up(conn *c) {
    clws_loop *loop = c->listener->loop;
    if (loop->depth == 0) {
        lws_set_timeout(c->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_SYNC);
        return;
    }
    if (loop->doomed_count == loop->doomed_room) {
        loop->doomed_room = loop->doomed_room ? loop->doomed_room * 2 : 16;
        loop->doomed = realloc(loop->doomed, loop->doomed_room * sizeof *loop->doomed);
        if (!loop->doomed) abort();
    }
    loop->doomed[loop->doomed_count++] = c->number;
    ev_async_send(loop->ev, &loop->wake);
}

void clws_hang_up_doomed(clws_loop *loop) {
    while (loop->context && loop->doomed_count > 0) {
        conn *c = conn_by_number(loop, loop->doomed[--loop->doomed_count]);
        if (c) hang_up(c);
    }
}

// The exchange is over and the socket can be written: ready for the next one. Non-zero: close.
static int finish(conn *c) {
    bool close = c->wants_close;
    stop_watching(c);
    c->state = between;
    c->number = 0;
    if (close) {
        linger_start(c);
        return -1;
    }
    if (c->is_held) {
        c->is_held = false;
        lws_rx_flow_control(c->wsi, 1);
    }
    return lws_http_transaction_completed(c->wsi) ? -1 : 0;
}

// Receiving stops: a held request spins once the client closes or sends a byte (libwebsockets.md, 2).
static void hold(conn *c, bool watch) {
    if (!c->is_held) {
        c->is_held = true;
        lws_set_timeout(c->wsi, NO_PENDING_TIMEOUT, 0);
        lws_rx_flow_control(c->wsi, 0);
    }
    if (watch) ev_io_start(c->listener->loop->ev, &c->reader);
}

// What a callback returns after Swift had its say. Non-zero: close.
static int settle(conn *c, push_result pushed) {
    switch (c->state) {
        case asked:
            hold(c, true);
            return 0;
        case answering:
            if (pushed == push_failed) return -1;
            if (pushed == push_done && (c->is_tls || !lws_send_pipe_choked(c->wsi))) return finish(c);
            if (pushed == push_done) ev_io_start(c->listener->loop->ev, &c->writer);
            if (!c->is_tls) hold(c, false);
            return 0;
        case streaming:
            if (pushed == push_failed) return -1;
            if (pushed == push_done || !c->is_tls) hold(c, true);
            return 0;
        default:
            return 0;
    }
}

static void on_readable(struct ev_loop *ev, ev_io *watcher, int events) {
    (void)ev, (void)events;
    hang_up(watcher->data);
}

// A WebSocket's bytes may be a ping, of which libwebsockets says nothing, and its pong may be cut short. Comes before
// libwebsockets' own watchers of the descriptor, by its priority.
static void on_stir(struct ev_loop *ev, ev_io *watcher, int events) {
    (void)ev, (void)events;
    conn *c = watcher->data;
    c->listener->loop->stirred[c->slot] = 1;
    c->awaits_calm = false;
}

static void on_writable(struct ev_loop *ev, ev_io *watcher, int events) {
    (void)events;
    conn *c = watcher->data;
    ev_io_stop(ev, watcher);
    if (c->state == answering) {
        push_result pushed = push(c);
        if (pushed == push_failed || (pushed == push_done && finish(c))) hang_up(c);
    } else if (c->state == streaming) {
        push_result pushed = push(c);
        if (pushed == push_failed) return hang_up(c);
        if (pushed == push_done) c->listener->events.writable(c->listener->owner, c->number);
    }
}

static bool put(conn *c, const uint8_t *head, size_t head_count, const uint8_t *body, size_t body_count, bool lasting) {
    size_t old = c->out.own_count - (c->out.own ? c->out.sent : 0);
    size_t count = head_count + (lasting ? 0 : body_count);
    uint8_t *own = malloc(old + count + 1);
    if (!own) return false;
    if (old) memcpy(own, c->out.own + c->out.sent, old);
    if (head_count) memcpy(own + old, head, head_count);
    if (body_count && !lasting) memcpy(own + old + head_count, body, body_count);
    free(c->out.own);
    c->out = (outgoing){.own = own, .own_count = old + count};
    if (lasting) c->out.lasting = body, c->out.lasting_count = body_count;
    return true;
}

bool clws_answer(
    clws_loop *loop, clws_peer peer, const uint8_t *head, size_t head_count, const uint8_t *body, size_t body_count,
    int flags) {
    conn *c = loop->context ? conn_by_number(loop, peer) : NULL;
    if (!c || (c->state != asked && c->state != collecting && c->state != upgrading)) return false;
    bool refuses_upgrade = c->state == upgrading, body_missing = c->state == collecting;
    if (!put(c, head, head_count, body, body_count, (flags & CLWS_LASTING_BODY) != 0)) return false;
    c->wants_close = (flags & CLWS_AND_CLOSE) != 0 || body_missing;
    c->is_forgotten = (flags & CLWS_AND_FORGET) != 0;
    ev_io_stop(loop->ev, &c->reader);
    if (!refuses_upgrade) c->state = (flags & CLWS_AND_STREAM) ? streaming : answering;
    push_result pushed = push(c);
    if (refuses_upgrade) return true;
    if (c->in_callback) {
        // `settle` reads it when the event returns: what is left to send says waits, a dead socket fails again.
        if (pushed == push_failed) c->wants_close = true, drop_outgoing(c);
        return true;
    }
    if (settle(c, pushed)) {
        hang_up(c);
        return false;  // its descriptor may be somebody else's by now
    }
    return true;
}

void clws_finish(clws_loop *loop, clws_peer peer) {
    conn *c = loop->context ? conn_by_number(loop, peer) : NULL;
    if (!c || c->state != streaming) return;
    ev_io_stop(loop->ev, &c->reader);
    c->state = answering;
    c->is_forgotten = true;
    if (settle(c, push(c))) hang_up(c);
}

// --- requests ----------------------------------------------------------------------------------------

static clws_text keep(clws_loop *loop, int length) {
    clws_text text = {loop->scratch + loop->scratch_used, (size_t)length};
    loop->scratch_used += (size_t)length + 1;
    return text;
}

clws_text clws_header(clws_loop *loop, struct lws *wsi, int token) {
    size_t room = clws_scratch_bytes - loop->scratch_used;
    int n = room > 1 ? lws_hdr_copy(wsi, loop->scratch + loop->scratch_used, (int)room, (enum lws_token_indexes)token) : 0;
    return n > 0 ? keep(loop, n) : (clws_text){"", 0};
}

static const struct {
    int token;
    const char *method;
} methods[] = {
    {WSI_TOKEN_GET_URI, "GET"},         {WSI_TOKEN_POST_URI, "POST"},   {WSI_TOKEN_HEAD_URI, "HEAD"},
    {WSI_TOKEN_PUT_URI, "PUT"},         {WSI_TOKEN_PATCH_URI, "PATCH"}, {WSI_TOKEN_DELETE_URI, "DELETE"},
    {WSI_TOKEN_OPTIONS_URI, "OPTIONS"},
};
enum { method_count = sizeof methods / sizeof *methods };

static bool is_field(int token) {
    for (int i = 0; i < method_count; i++)
        if (methods[i].token == token) return false;
    return token != WSI_TOKEN_HTTP && token != WSI_TOKEN_HTTP_URI_ARGS && token != WSI_TOKEN_CONNECT;
}

size_t clws_known_fields(clws_loop *loop, struct lws *wsi) {
    size_t count = 0;
    for (int token = 0; token < WSI_TOKEN_COUNT && count < clws_most_fields; token++) {
        if (!is_field(token) || lws_hdr_total_length(wsi, (enum lws_token_indexes)token) <= 0) continue;
        const char *name = (const char *)lws_token_to_string((enum lws_token_indexes)token);
        size_t length = name ? strlen(name) : 0;
        if (length < 2 || name[length - 1] != ':') continue;
        loop->fields[count++] = (clws_field){{name, length - 1}, clws_header(loop, wsi, token)};
    }
    return count;
}

static size_t read_fields(clws_listener *listener, struct lws *wsi) {
    clws_loop *loop = listener->loop;
    size_t count = clws_known_fields(loop, wsi);
    for (size_t i = 0; i < listener->custom_header_count && count < clws_most_fields; i++) {
        const char *name = listener->custom_headers[i];
        int length = (int)strlen(name);
        size_t room = clws_scratch_bytes - loop->scratch_used;
        if (lws_hdr_custom_length(wsi, name, length) < 0 || room < 2) continue;
        int n = lws_hdr_custom_copy(wsi, loop->scratch + loop->scratch_used, (int)room, name, length);
        if (n >= 0) loop->fields[count++] = (clws_field){{name, (size_t)length - 1}, keep(loop, n)};
    }
    return count;
}

static size_t read_query(clws_loop *loop, struct lws *wsi) {
    size_t count = 0;
    while (count < clws_most_queries) {
        size_t room = clws_scratch_bytes - loop->scratch_used;
        if (room < 2) break;
        int n = lws_hdr_copy_fragment(
            wsi, loop->scratch + loop->scratch_used, (int)room, WSI_TOKEN_HTTP_URI_ARGS, (int)count);
        if (n < 0) break;
        loop->query[count++] = keep(loop, n);
    }
    return count;
}

static bool is_same_owner(int fd) {
    struct ucred other;
    socklen_t size = sizeof other;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &other, &size) != 0) return false;
    return other.uid == 0 || other.uid == geteuid();
}

static bool has_pending(clws_loop *loop) { return lws_service_adjust_timeout(loop->context, 1, 0) == 0; }

// Whether bytes of this connection were read and wait to be parsed. libwebsockets says only whether some connection has
// such bytes, but does not count those that may not receive: so the others are held back meanwhile.
static bool has_more(conn *c) {
    clws_loop *loop = c->listener->loop;
    if (!has_pending(loop)) return false;
    uint32_t held_count = 0;
    conn **held = malloc(loop->slot_count * sizeof *held);
    if (!held) return true;
    for (uint32_t slot = 0; slot < loop->slot_count; slot++) {
        conn *other = loop->slots[slot];
        if (!other || other == c || !other->has_asked || other->is_held || other->state == websocket) continue;
        lws_rx_flow_control(other->wsi, 0);
        held[held_count++] = other;
    }
    bool is_own = has_pending(loop);
    while (held_count > 0) lws_rx_flow_control(held[--held_count]->wsi, 1);
    free(held);
    return is_own;
}

static bool has_body(struct lws *wsi) { return lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_CONTENT_LENGTH) > 0; }

// A blank before the colon hides a field from libwebsockets, but perhaps not from a proxy: RFC 9112, 5.1 refuses it.
// Of fields it does not know, libwebsockets 4.1 finds one by its whole name only, so two blanks are not looked for.
static bool hides_length(struct lws *wsi) {
    static const char *const names[] = {
        "transfer-encoding :", "transfer-encoding\t:", "content-length :", "content-length\t:"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (lws_hdr_custom_length(wsi, names[i], (int)strlen(names[i])) >= 0) return true;
    return false;
}

static void read_request(conn *c, clws_request *request) {
    clws_loop *loop = c->listener->loop;
    struct lws *wsi = c->wsi;
    int fd = lws_get_socket_fd(wsi);
    entrance *door = lws_vhost_user(lws_get_vhost(wsi));
    loop->scratch_used = 0;
    c->is_tls = lws_is_ssl(wsi) != 0;
    *request = (clws_request){
        .address = door->is_control ? NULL : c->address,
        .is_counted = c->is_counted || door->is_control,
        .descriptor = c->is_tls ? -1 : fd,
        .is_control = door->is_control,
        .is_secure = c->is_tls,
        .is_same_owner = door->is_control && is_same_owner(fd),
        .is_behind_others = c->has_asked && has_body(wsi) && has_more(c),
        .version = clws_header(loop, wsi, WSI_TOKEN_HTTP),
        .fields = loop->fields,
        .query = loop->query,
    };
    for (int i = 0; i < method_count; i++)
        if (lws_hdr_total_length(wsi, (enum lws_token_indexes)methods[i].token) > 0) {
            request->method = (clws_text){methods[i].method, strlen(methods[i].method)};
            request->path = clws_header(loop, wsi, methods[i].token);
        }
    if (hides_length(wsi)) request->version = (clws_text){"", 0};  // none that is taken
    request->field_count = read_fields(c->listener, wsi);
    request->query_count = read_query(loop, wsi);
    c->has_asked = true;
}

// --- libwebsockets' callbacks ---------------------------------------------------------------------------

static int on_http(conn *c) {
    clws_request request;
    read_request(c, &request);
    renumber(c);
    drop_outgoing(c);
    c->state = asked;
    c->wants_close = c->is_forgotten = c->is_held = false;
    c->body_count = 0;
    c->in_callback = true;
    size_t wanted = c->listener->events.asked(c->listener->owner, c->number, &request);
    c->in_callback = false;
    c->body_wanted = wanted;
    if (c->state == asked && wanted > 0) {
        c->state = collecting;
        static const uint8_t go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";
        if (lws_hdr_total_length(c->wsi, WSI_TOKEN_HTTP_EXPECT) > 0 &&
            lws_write(c->wsi, (uint8_t *)go_on, sizeof go_on - 1, LWS_WRITE_HTTP_HEADERS) < 0)
            return -1;
        return 0;
    }
    return settle(c, remaining(c) || (c->is_tls && lws_partial_buffered(c->wsi)) ? push_waits : push_done);
}

static int on_body(conn *c, const uint8_t *bytes, size_t count) {
    if (c->state != collecting) return 0;
    if (count > c->body_wanted - c->body_count) return -1;
    if (c->body_count + count > c->body_room) {
        size_t room = c->body_room ? c->body_room * 2 : 4096;
        while (room < c->body_count + count) room *= 2;
        if (room > c->body_wanted) room = c->body_wanted;
        uint8_t *body = realloc(c->body, room);
        if (!body) return -1;
        c->body = body;
        c->body_room = room;
    }
    if (count) memcpy(c->body + c->body_count, bytes, count);
    c->body_count += count;
    return 0;
}

static int on_body_whole(conn *c) {
    // libwebsockets says it again whenever bytes come before the answer is out.
    if (c->state != collecting) return 0;
    c->state = asked;
    c->in_callback = true;
    c->listener->events.completed(c->listener->owner, c->number, c->body ? c->body : (uint8_t *)"", c->body_count);
    c->in_callback = false;
    free(c->body);
    c->body = NULL;
    c->body_room = 0;
    return settle(c, remaining(c) || (c->is_tls && lws_partial_buffered(c->wsi)) ? push_waits : push_done);
}

static int on_http_writeable(conn *c) {
    if (!c->is_tls || lws_partial_buffered(c->wsi)) return 0;
    if (c->state == answering) {
        push_result pushed = push(c);
        if (pushed == push_failed) return -1;
        return pushed == push_done ? finish(c) : 0;
    }
    if (c->state == streaming) {
        push_result pushed = push(c);
        if (pushed == push_failed) return -1;
        if (pushed == push_waits) return 0;
        c->is_held = false;
        hold(c, true);
        c->listener->events.writable(c->listener->owner, c->number);
    }
    return 0;
}

static int on_upgrade(struct lws *wsi) {
    char upgrade[32];
    // The `in` of this callback may dangle (CVE-2025-11677): read the header again, and h2c never passes.
    if (lws_hdr_copy(wsi, upgrade, sizeof upgrade, WSI_TOKEN_UPGRADE) <= 0) return -1;
    conn *c = conn_of(wsi);
    if (!c) return -1;
    clws_request request;
    read_request(c, &request);
    renumber(c);
    c->state = upgrading;
    // A proxy asks for it on a connection that has served files before, whose answers were forgotten.
    c->wants_close = c->is_forgotten = c->is_held = false;
    c->in_callback = true;
    bool admitted = c->listener->events.upgrading(c->listener->owner, c->number, &request);
    c->in_callback = false;
    if (!admitted) linger_start(c);
    return admitted && strcasecmp(upgrade, "websocket") == 0 ? 0 : -1;
}

static int on_established(struct lws *wsi) {
    conn *c = conn_of(wsi);
    if (!c) return -1;
    const char *name = lws_hdr_total_length(wsi, WSI_TOKEN_PROTOCOL) > 0 ? lws_get_protocol(wsi)->name : "";
    int fd = c->is_tls ? -1 : lws_get_socket_fd(wsi);
    c->state = websocket;
    if (!c->is_tls) {
        ev_io_stop(c->listener->loop->ev, &c->reader);
        ev_set_cb(&c->reader, on_stir);
        ev_set_priority(&c->reader, EV_MAXPRI);  // before libwebsockets reads what came
        ev_io_start(c->listener->loop->ev, &c->reader);
    }
    c->listener->events.joined(c->listener->owner, c->number, fd, (clws_text){name, strlen(name)});
    return 0;
}

static int on_ws_writeable(conn *c) {
    if (lws_partial_buffered(c->wsi)) {
        lws_callback_on_writable(c->wsi);
        return 0;
    }
    if (c->is_closing) {
        lws_close_reason(
            c->wsi, (enum lws_close_status)c->close_code, c->close_reason_count ? c->close_reason : NULL,
            c->close_reason_count);
        return -1;
    }
    if (c->awaits_calm) {  // pongs go before this call
        c->awaits_calm = false;
        c->listener->loop->stirred[c->slot] = 0;
    }
    if (c->awaits_writable) {
        c->awaits_writable = false;
        c->heard = 0;
        c->listener->events.writable(c->listener->owner, c->number);
    }
    return 0;
}

// libwebsockets accepts as long as somebody waits, and serves nobody meanwhile (seen with 4.1.6): where they come
// faster than it accepts, that is for ever. So the rest wait until all others have had their turn.
static void count_comer(entrance *door, struct lws *listening) {
    if (++door->comers < most_comers || door->paused) return;
    door->paused = listening;
    lws_rx_flow_control(listening, 0);
}

static void let_come(entrance *door) {
    door->comers = 0;
    if (!door->paused) return;
    lws_rx_flow_control(door->paused, 1);
    door->paused = NULL;
}

// Whether to hang up on a connection just accepted. The lowest free number is the next descriptor, so it says how many
// are left.
static bool is_unwanted(const entrance *door, const struct lws_filter_network_conn_args *connection) {
    clws_listener *listener = door->listener;
    rlim_t spare = door->is_control ? control_descriptors : listener->spare_descriptors;
    bool unwanted =
        listener->is_closing || (rlim_t)connection->accept_fd + spare >= listener->loop->descriptor_limit;
    if (!unwanted && !door->is_control) {
        uint8_t address[16];
        map_address(&connection->cli_addr, address);
        unwanted = !listener->events.coming(listener->owner, address);
    }
    listener->hang_ups += unwanted;
    return unwanted;
}

static int dispatch(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len) {
    conn *c = NULL;
    switch (reason) {
        case LWS_CALLBACK_FILTER_NETWORK_CONNECTION:
            count_comer(lws_vhost_user(lws_get_vhost(wsi)), wsi);
            return is_unwanted(lws_vhost_user(lws_get_vhost(wsi)), user);
        case LWS_CALLBACK_SERVER_NEW_CLIENT_INSTANTIATED:
            return conn_of(wsi) ? 0 : -1;
        case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
            return on_upgrade(wsi);
        case LWS_CALLBACK_ESTABLISHED:
            return on_established(wsi);
        case LWS_CALLBACK_HTTP:
            c = conn_of(wsi);
            return c ? on_http(c) : -1;
        case LWS_CALLBACK_RAW_ADOPT:
        case LWS_CALLBACK_RAW_RX:
        case LWS_CALLBACK_RAW_WRITEABLE:
            return -1;  // CONNECT ends here (libwebsockets.md, 6)
        default:
            break;
    }
    c = wsi ? lws_get_opaque_user_data(wsi) : NULL;
    if (!c) return 0;
    switch (reason) {
        case LWS_CALLBACK_HTTP_BODY:
            return on_body(c, in, len);
        case LWS_CALLBACK_HTTP_BODY_COMPLETION:
            return on_body_whole(c);
        case LWS_CALLBACK_HTTP_WRITEABLE:
            return on_http_writeable(c);
        case LWS_CALLBACK_RECEIVE:
            c->heard = ev_iteration(c->listener->loop->ev);
            if (!c->is_closing)
                c->listener->events.received(
                    c->listener->owner, c->number, in, len, lws_is_final_fragment(wsi), !lws_frame_is_binary(wsi));
            return 0;
        case LWS_CALLBACK_RECEIVE_PONG:
            c->listener->events.ponged(c->listener->owner, c->number);
            return 0;
        case LWS_CALLBACK_SERVER_WRITEABLE:
            return on_ws_writeable(c);
        case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE:
        case LWS_CALLBACK_CLOSED_HTTP:
        case LWS_CALLBACK_CLOSED:
            tell_gone(c);
            return 0;
        case LWS_CALLBACK_WSI_DESTROY:
            conn_free(c);
            return 0;
        default:
            return 0;
    }
}

static int callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len) {
    if (!wsi || !lws_get_vhost(wsi) || !lws_vhost_user(lws_get_vhost(wsi))) return 0;
    clws_loop *loop = ((entrance *)lws_vhost_user(lws_get_vhost(wsi)))->listener->loop;
    loop->depth++;
    int result = dispatch(wsi, reason, user, in, len);
    loop->depth--;
    return result;
}

// --- WebSockets and streams ------------------------------------------------------------------------------

clws_sending clws_write(clws_loop *loop, clws_peer peer, const uint8_t *bytes, size_t count) {
    conn *c = loop->context ? conn_by_number(loop, peer) : NULL;
    if (!c || c->is_closing || (c->state != websocket && c->state != streaming)) return CLWS_GONE;
    if (c->state == streaming) {
        if (!put(c, bytes, count, NULL, 0, false)) return CLWS_GONE;
        push_result pushed = push(c);
        return pushed == push_done ? CLWS_SENT : pushed == push_waits ? CLWS_HELD : CLWS_GONE;
    }
    if (lws_write(c->wsi, (uint8_t *)bytes, count, LWS_WRITE_HTTP) < 0) return CLWS_GONE;
    if (!lws_partial_buffered(c->wsi)) return CLWS_SENT;
    loop->stirred[c->slot] = 1;
    c->awaits_writable = true;
    return CLWS_HELD;
}

ssize_t clws_send(int descriptor, const uint8_t *bytes, size_t count) {
    for (;;) {
        ssize_t n = send(descriptor, bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n >= 0) return n;
        if (errno == EAGAIN) return 0;
        if (errno != EINTR) return -1;
    }
}

void clws_want_writable(clws_loop *loop, clws_peer peer) {
    conn *c = loop->context ? conn_by_number(loop, peer) : NULL;
    if (!c) return;
    if (c->state == streaming) {
        ev_io_start(loop->ev, &c->writer);
    } else if (c->state == websocket) {
        c->awaits_writable = true;
        lws_callback_on_writable(c->wsi);
    }
}

bool clws_holds(clws_loop *loop, clws_peer peer) {
    uint32_t slot = peer & ((1u << slot_bits) - 1);
    if (slot >= loop->slot_count || !loop->stirred[slot]) return false;
    conn *c = conn_by_number(loop, peer);
    if (!c) return false;
    if (c->state == websocket && !c->is_tls && !c->awaits_calm) {
        c->awaits_calm = true;
        lws_callback_on_writable(c->wsi);
    }
    if (remaining(c) > 0 || lws_partial_buffered(c->wsi)) return true;
    // A ping that came with the message gets its pong in the next turn: an answer may not overtake it.
    return c->heard && ev_iteration(loop->ev) - c->heard <= 1;
}

void clws_close(clws_loop *loop, clws_peer peer, uint16_t code, const uint8_t *reason, size_t count) {
    conn *c = loop->context ? conn_by_number(loop, peer) : NULL;
    if (!c || c->is_closing || c->state != websocket) return;
    if (count > sizeof c->close_reason) count = sizeof c->close_reason;
    c->is_closing = true;
    c->close_code = code;
    c->close_reason_count = count;
    if (count) memcpy(c->close_reason, reason, count);
    lws_callback_on_writable(c->wsi);
}

void clws_kill(clws_loop *loop, clws_peer peer) {
    conn *c = loop->context ? conn_by_number(loop, peer) : NULL;
    if (c) hang_up(c);
}

void clws_count(clws_loop *loop, clws_peer peer) {
    conn *c = loop->context ? conn_by_number(loop, peer) : NULL;
    if (c) c->is_counted = true;
}

uint64_t clws_hang_ups(const clws_listener *listener) { return listener->hang_ups; }

// --- listening -----------------------------------------------------------------------------------------

static void on_tick(struct ev_loop *ev, ev_timer *timer, int events) {
    (void)ev, (void)events;
    clws_listener *listener = timer->data;
    listener->events.ticked(listener->owner);
}

static void on_ring(struct ev_loop *ev, ev_timer *timer, int events) {
    (void)ev, (void)events;
    clws_listener *listener = timer->data;
    listener->events.rang(listener->owner);
}

void clws_ring_after(clws_listener *listener, double seconds) {
    if (!listener->loop->context) return;
    ev_now_update(listener->loop->ev);
    if (ev_is_active(&listener->ring) && ev_timer_remaining(listener->loop->ev, &listener->ring) <= seconds) return;
    ev_timer_stop(listener->loop->ev, &listener->ring);
    ev_timer_set(&listener->ring, seconds, 0);
    ev_timer_start(listener->loop->ev, &listener->ring);
}

static char *copy(clws_listener *listener, const char *text) {
    char **strings = realloc(listener->strings, (listener->string_count + 1) * sizeof *strings);
    if (!strings) abort();
    listener->strings = strings;
    char *fresh = strdup(text);
    if (!fresh) abort();
    strings[listener->string_count++] = fresh;
    return fresh;
}

static void make_protocols(clws_listener *listener, const clws_listener_settings *settings) {
    listener->protocols = calloc(settings->protocol_count + 2, sizeof *listener->protocols);
    if (!listener->protocols) abort();
    // The first entry gets plain HTTP; its odd name keeps clients from choosing it.
    listener->protocols[0] = (struct lws_protocols){.name = "clws-http", .callback = callback, .rx_buffer_size = 4096,
                                                    .tx_packet_size = clws_serve_buffer};
    for (size_t i = 0; i < settings->protocol_count; i++)
        listener->protocols[i + 1] = (struct lws_protocols){
            .name = copy(listener, settings->protocol_names[i]), .callback = callback,
            .rx_buffer_size = settings->protocol_receive_sizes[i], .tx_packet_size = 16 * clws_serve_buffer};
    listener->default_mark = (struct lws_protocol_vhost_options){.name = "default", .value = "1"};
    listener->default_protocol = (struct lws_protocol_vhost_options){
        .options = &listener->default_mark, .name = listener->protocols[1].name, .value = ""};
}

static int parse_address(const char *interface, bool ipv4, int port, struct sockaddr_storage *name, socklen_t *size) {
    memset(name, 0, sizeof *name);
    if (ipv4) {
        struct sockaddr_in *v4 = (struct sockaddr_in *)name;
        v4->sin_family = AF_INET;
        v4->sin_port = htons((uint16_t)port);
        *size = sizeof *v4;
        return interface ? inet_pton(AF_INET, interface, &v4->sin_addr) : 1;
    }
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)name;
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons((uint16_t)port);
    *size = sizeof *v6;
    return interface ? inet_pton(AF_INET6, interface, &v6->sin6_addr) : 1;
}

int clws_probe(const char *interface, bool is_ipv4_only, int port) {
    struct sockaddr_storage name;
    socklen_t size;
    if (parse_address(interface, is_ipv4_only, port, &name, &size) != 1) return 3;
    int fd = socket(name.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;
    if (fd < 0) return 4;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    int result = bind(fd, (struct sockaddr *)&name, size) == 0 && listen(fd, 1) == 0 ? 0 : errno;
    close(fd);
    return result == 0 ? 0 : result == EADDRINUSE ? 1 : result == EADDRNOTAVAIL ? 2 : 4;
}

int clws_probe_unix(const char *path) {
    struct stat found;
    if (lstat(path, &found) != 0) return -1;
    if (!S_ISSOCK(found.st_mode)) return -2;
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof name.sun_path) return -2;
    strcpy(name.sun_path, path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return 1;
    bool answers = connect(fd, (struct sockaddr *)&name, sizeof name) == 0;
    close(fd);
    return answers ? 1 : 0;
}

// libwebsockets does not tell its listening descriptor: find the one that accepts on this port or path.
static int find_listening(int port, const char *path, rlim_t limit) {
    for (int fd = 3; (rlim_t)fd < limit && fd < 65536; fd++) {
        int accepts = 0;
        socklen_t size = sizeof accepts;
        if (getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &accepts, &size) != 0 || !accepts) continue;
        struct sockaddr_storage name = {0};
        size = sizeof name;
        if (getsockname(fd, (struct sockaddr *)&name, &size) != 0) continue;
        if (path && name.ss_family == AF_UNIX && strcmp(((struct sockaddr_un *)&name)->sun_path, path) == 0) return fd;
        if (!path && name.ss_family == AF_INET && ntohs(((struct sockaddr_in *)&name)->sin_port) == port) return fd;
        if (!path && name.ss_family == AF_INET6 && ntohs(((struct sockaddr_in6 *)&name)->sin6_port) == port) return fd;
    }
    return -1;
}

static struct lws_vhost *open_house(clws_listener *listener, const clws_listener_settings *settings) {
    struct lws_context_creation_info info = {
        .port = settings->port,
        .iface = settings->interface ? copy(listener, settings->interface) : NULL,
        .vhost_name = "house",
        .protocols = listener->protocols,
        .pvo = &listener->default_protocol,
        .user = &listener->house,
        .retry_and_idle_policy = &clws_no_validity,
        .timeout_secs = 20,
        .keepalive_timeout = 65,
        .alpn = "http/1.1",
    };
    if (settings->is_ipv4_only) info.options |= LWS_SERVER_OPTION_DISABLE_IPV6;
    if (settings->certificate && settings->key) {
        info.options |= LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
        info.ssl_cert_filepath = copy(listener, settings->certificate);
        info.ssl_private_key_filepath = copy(listener, settings->key);
        /* TLS 1.2 with nothing but AEAD and forward secrecy (RFC 9325, 4.2); what TLS 1.3 has is such by itself. */
        info.ssl_cipher_list = "ECDHE+AESGCM:ECDHE+CHACHA20";
    }
    return lws_create_vhost(listener->loop->context, &info);
}

static bool open_control(clws_listener *listener) {
    if (clws_probe_unix(listener->control_path) == 0) unlink(listener->control_path);  // left by one that died
    struct lws_context_creation_info info = {
        .port = 0,
        .iface = listener->control_path,
        .vhost_name = "control",
        .protocols = listener->protocols,
        .pvo = &listener->default_protocol,
        .user = &listener->control,
        .retry_and_idle_policy = &clws_no_validity,
        .timeout_secs = 20,
        .keepalive_timeout = 65,
        .options = LWS_SERVER_OPTION_UNIX_SOCK,
    };
    struct stat made;
    if (!lws_create_vhost(listener->loop->context, &info)) return false;
    // A bad path still returns a vhost, and the socket is made 0660 whatever the umask.
    return stat(listener->control_path, &made) == 0 && chmod(listener->control_path, 0600) == 0;
}

clws_opening clws_listen(
    clws_loop *loop, clws_listener_settings settings, void *owner, clws_listener_events events,
    clws_listener **made, int *port) {
    if (!loop->context) return CLWS_NO_CONTEXT;
    clws_listener *listener = calloc(1, sizeof *listener);
    if (!listener) return CLWS_NO_CONTEXT;
    *listener = (clws_listener){.loop = loop, .owner = owner, .events = events, .listening = {-1, -1}};
    listener->house = (entrance){.listener = listener};
    listener->control = (entrance){.listener = listener, .is_control = true};
    listener->spare_descriptors = (rlim_t)settings.spare_descriptors;
    listener->most_lingering = settings.most_lingering;
    make_protocols(listener, &settings);
    listener->custom_headers = calloc(settings.custom_header_count + 1, sizeof(char *));
    if (!listener->custom_headers) abort();
    for (size_t i = 0; i < settings.custom_header_count; i++)
        listener->custom_headers[i] = copy(listener, settings.custom_headers[i]);
    listener->custom_header_count = settings.custom_header_count;
    ev_timer_init(&listener->tick, on_tick, 0.1, 0.1);
    ev_timer_init(&listener->ring, on_ring, 0, 0);
    listener->tick.data = listener->ring.data = listener;
    listener->next = loop->listeners;
    loop->listeners = listener;
    *made = listener;

    listener->house_vhost = open_house(listener, &settings);
    *port = listener->house_vhost ? lws_get_vhost_listen_port(listener->house_vhost) : 0;
    if (*port > 0) listener->listening[0] = find_listening(*port, NULL, loop->descriptor_limit);
    if (listener->listening[0] < 0) return CLWS_NO_PORT;
    if (settings.control_path) {
        listener->control_path = copy(listener, settings.control_path);
        if (open_control(listener))
            listener->listening[1] = find_listening(0, listener->control_path, loop->descriptor_limit);
        if (listener->listening[1] < 0) return CLWS_NO_CONTROL;
    }
    // The last vhost's start armed libwebsockets' own timers: let its loop see them.
    lws_cancel_service(loop->context);
    ev_timer_start(loop->ev, &listener->tick);
    return CLWS_OPEN;
}

void clws_stop_listening(clws_listener *listener) {
    if (listener->is_closing) return;
    listener->is_closing = true;
    for (int i = 0; i < 2; i++) {
        if (listener->listening[i] < 0) continue;
        // libwebsockets owns the number and will close it: put something inert in its place.
        int inert = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        if (inert >= 0) {
            dup3(inert, listener->listening[i], O_CLOEXEC);
            close(inert);
        }
    }
    if (listener->listening[1] >= 0) unlink(listener->control_path);
}

// libwebsockets loads into the context in use and does not say how it went: try the files on one nobody uses.
static bool can_use(clws_loop *loop, const char *certificate, const char *key) {
    static const struct lws_protocols nothing[] = {{.name = "clws-trial", .callback = callback}, {.name = NULL}};
    struct lws_context_creation_info info = {
        .port = CONTEXT_PORT_NO_LISTEN_SERVER,
        .vhost_name = "trial",
        .protocols = nothing,
        .options = LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT,
        .ssl_cert_filepath = certificate,
        .ssl_private_key_filepath = key,
        .retry_and_idle_policy = &clws_no_validity,
    };
    struct lws_vhost *trial = lws_create_vhost(loop->context, &info);
    if (trial) lws_vhost_destroy(trial);
    return trial != NULL;
}

bool clws_reload_certificate(clws_listener *listener, const char *certificate, const char *key) {
    if (!listener->loop->context || !can_use(listener->loop, certificate, key)) return false;
    return lws_tls_cert_updated(listener->loop->context, certificate, key, NULL, 0, NULL, 0) == 0;
}

static void free_listener(clws_loop *loop, clws_listener *listener) {
    ev_timer_stop(loop->ev, &listener->tick);
    ev_timer_stop(loop->ev, &listener->ring);
    listener->events.ended(listener->owner);
    for (size_t i = 0; i < listener->string_count; i++) free(listener->strings[i]);
    free(listener->strings);
    free(listener->custom_headers);
    free(listener->protocols);
    free(listener);
}

void clws_tell_turned(clws_loop *loop) {
    for (clws_listener *listener = loop->listeners; listener; listener = listener->next) {
        listener->events.turned(listener->owner);
        if (!loop->context) continue;
        let_come(&listener->house);
        let_come(&listener->control);
    }
}

void clws_free_listeners(clws_loop *loop) {
    while (loop->listeners) {
        clws_listener *listener = loop->listeners;
        loop->listeners = listener->next;
        free_listener(loop, listener);
    }
}
