#define _GNU_SOURCE
#include "private.h"

#include <stdlib.h>
#include <string.h>

enum { client_receive = 16384 };

typedef struct message {
    struct message *next;
    size_t count;
    uint8_t bytes[];  // LWS_PRE of room, then the text
} message;

typedef struct call {
    clws_call number;
    clws_caller *caller;
    struct lws *wsi;
    struct call *next;
    char *headers;  // "name: value\r\n" each
    size_t header_count;
    uint8_t *body;  // LWS_PRE of room, then the bytes
    size_t body_count, body_sent;
    message *first, **last;
    ev_timer deadline;
    bool is_websocket, is_whole, is_closing, is_late;
    uint16_t code, closing_code;
    char reason[124];
    size_t reason_count;
} call;

struct clws_caller {
    clws_loop *loop;
    void *owner;
    clws_caller_events events;
    struct lws_protocols protocols[2];
    struct lws_vhost *plain, *tls;
    char *authority;
    call *calls;
    uint64_t serial;
    clws_caller *next;
};

static call *call_by_number(clws_caller *caller, clws_call number) {
    for (call *c = caller->calls; c; c = c->next)
        if (c->number == number) return c;
    return NULL;
}

// Tells that the call is over, once, and lets it go.
static void finish_call(call *c) {
    clws_caller *caller = c->caller;
    for (call **link = &caller->calls; *link; link = &(*link)->next)
        if (*link == c) {
            *link = c->next;
            break;
        }
    ev_timer_stop(caller->loop->ev, &c->deadline);
    if (c->wsi) lws_set_opaque_user_data(c->wsi, NULL);
    if (c->is_late) c->reason_count = 0;
    caller->events.over(
        caller->owner, c->number, c->is_whole, c->code, (clws_text){c->is_late ? "late" : c->reason, c->is_late ? 4 : c->reason_count});
    while (c->first) {
        message *m = c->first;
        c->first = m->next;
        free(m);
    }
    free(c->headers);
    free(c->body);
    free(c);
}

static void on_deadline(struct ev_loop *ev, ev_timer *timer, int events) {
    (void)ev, (void)events;
    call *c = timer->data;
    c->is_late = true;
    struct lws *wsi = c->wsi;
    // Its callbacks end the call.
    if (wsi) lws_set_timeout(wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_SYNC);
}

static int send_body(call *c) {
    if (c->body_sent >= c->body_count) return 0;
    size_t count = c->body_count - c->body_sent;
    if (count > client_receive) count = client_receive;
    bool last = c->body_sent + count == c->body_count;
    if (last) lws_client_http_body_pending(c->wsi, 0);
    if (lws_write(c->wsi, c->body + LWS_PRE + c->body_sent, count, last ? LWS_WRITE_HTTP_FINAL : LWS_WRITE_HTTP) < 0)
        return -1;
    c->body_sent += count;
    if (!last) lws_callback_on_writable(c->wsi);
    return 0;
}

static int send_message(call *c) {
    if (c->is_closing && !c->first) {
        lws_close_reason(c->wsi, (enum lws_close_status)c->closing_code, NULL, 0);
        return -1;
    }
    message *m = c->first;
    if (!m) return 0;
    c->first = m->next;
    if (!c->first) c->last = &c->first;
    int written = lws_write(c->wsi, m->bytes + LWS_PRE, m->count, LWS_WRITE_TEXT);
    free(m);
    if (written < 0) return -1;
    if (c->first || c->is_closing) lws_callback_on_writable(c->wsi);
    c->caller->events.said(c->caller->owner, c->number);
    return 0;
}

static int append_headers(call *c, void *in, size_t room) {
    if (c->header_count > room) return -1;
    unsigned char **place = in;
    if (c->header_count) memcpy(*place, c->headers, c->header_count);
    *place += c->header_count;
    if (c->body_count) {
        lws_client_http_body_pending(c->wsi, 1);
        lws_callback_on_writable(c->wsi);
    }
    return 0;
}

static void tell_head(call *c) {
    clws_loop *loop = c->caller->loop;
    loop->scratch_used = 0;
    size_t count = clws_known_fields(loop, c->wsi);
    int status = (int)lws_http_client_http_response(c->wsi);
    c->caller->events.answered(c->caller->owner, c->number, status, loop->fields, count);
}

static int client_callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len) {
    (void)user;
    call *c = wsi ? lws_get_opaque_user_data(wsi) : NULL;
    if (!c) return 0;
    c->wsi = wsi;
    clws_caller *caller = c->caller;
    switch (reason) {
        case LWS_CALLBACK_CLIENT_APPEND_HANDSHAKE_HEADER:
            return append_headers(c, in, len);
        case LWS_CALLBACK_CLIENT_HTTP_WRITEABLE:
            return send_body(c);
        case LWS_CALLBACK_ESTABLISHED_CLIENT_HTTP:
            if (!c->is_websocket || lws_http_client_http_response(wsi) != 101) tell_head(c);
            return 0;
        case LWS_CALLBACK_RECEIVE_CLIENT_HTTP: {
            char *place = NULL;
            int room = 0;
            return lws_http_client_read(wsi, &place, &room) < 0 ? -1 : 0;
        }
        case LWS_CALLBACK_RECEIVE_CLIENT_HTTP_READ:
            caller->events.received(caller->owner, c->number, in, len, false, true);
            return 0;
        case LWS_CALLBACK_COMPLETED_CLIENT_HTTP:
            c->is_whole = true;
            return 0;
        case LWS_CALLBACK_CLIENT_ESTABLISHED:
            ev_timer_stop(caller->loop->ev, &c->deadline);
            caller->events.answered(caller->owner, c->number, 101, NULL, 0);
            return 0;
        case LWS_CALLBACK_CLIENT_RECEIVE:
            caller->events.received(
                caller->owner, c->number, in, len, lws_is_final_fragment(wsi), !lws_frame_is_binary(wsi));
            return 0;
        case LWS_CALLBACK_CLIENT_WRITEABLE:
            return send_message(c);
        case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE:
            if (len >= 2) {
                c->code = (uint16_t)(((uint8_t *)in)[0] << 8 | ((uint8_t *)in)[1]);
                c->reason_count = len - 2 < sizeof c->reason ? len - 2 : sizeof c->reason;
                memcpy(c->reason, (uint8_t *)in + 2, c->reason_count);
            }
            return 0;
        case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
            if (in) {
                c->reason_count = len < sizeof c->reason ? len : sizeof c->reason;
                memcpy(c->reason, in, c->reason_count);
            }
            finish_call(c);
            return 0;
        case LWS_CALLBACK_CLOSED_CLIENT_HTTP:
        case LWS_CALLBACK_CLIENT_CLOSED:
        case LWS_CALLBACK_WSI_DESTROY:
            finish_call(c);
            return 0;
        default:
            return 0;
    }
}

clws_caller *clws_caller_make(clws_loop *loop, void *owner, clws_caller_events events) {
    clws_caller *caller = loop->context ? calloc(1, sizeof *caller) : NULL;
    if (!caller) return NULL;
    caller->loop = loop;
    caller->owner = owner;
    caller->events = events;
    caller->protocols[0] = (struct lws_protocols){
        .name = "clws-call", .callback = client_callback, .rx_buffer_size = client_receive, .tx_packet_size = client_receive};
    caller->next = loop->callers;
    loop->callers = caller;
    return caller;
}

// One for each of plain and TLS, made when first needed: reading the system's certificates takes its time.
static struct lws_vhost *client_vhost(clws_caller *caller, const clws_call_settings *settings) {
    struct lws_vhost **place = settings->is_secure ? &caller->tls : &caller->plain;
    if (*place) return *place;
    struct lws_context_creation_info info = {
        .port = CONTEXT_PORT_NO_LISTEN,
        .vhost_name = settings->is_secure ? "calls-tls" : "calls",
        .protocols = caller->protocols,
        .retry_and_idle_policy = &clws_no_validity,
    };
    if (settings->is_secure) {
        info.options |= LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
        if (settings->authority) {
            caller->authority = strdup(settings->authority);
            info.options |= LWS_SERVER_OPTION_DISABLE_OS_CA_CERTS;
            info.client_ssl_ca_filepath = caller->authority;
        }
    }
    *place = lws_create_vhost(caller->loop->context, &info);
    return *place;
}

static bool write_headers(call *c, const clws_call_settings *settings) {
    size_t count = 64;
    for (size_t i = 0; i < settings->field_count; i++)
        count += settings->fields[i].name.count + settings->fields[i].value.count + 4;
    c->headers = malloc(count);
    c->body = settings->body_count ? malloc(LWS_PRE + settings->body_count) : NULL;
    if (!c->headers || (settings->body_count && !c->body)) return false;
    char *place = c->headers;
    for (size_t i = 0; i < settings->field_count; i++) {
        clws_field field = settings->fields[i];
        place += sprintf(
            place, "%.*s: %.*s\r\n", (int)field.name.count, field.name.bytes, (int)field.value.count, field.value.bytes);
    }
    bool has_body = settings->method && strcmp(settings->method, "GET") != 0 && strcmp(settings->method, "HEAD") != 0;
    if (has_body) place += sprintf(place, "content-length: %zu\r\n", settings->body_count);
    c->header_count = (size_t)(place - c->headers);
    c->body_count = settings->body_count;
    if (c->body) memcpy(c->body + LWS_PRE, settings->body, settings->body_count);
    return true;
}

clws_call clws_call_begin(clws_caller *caller, clws_call_settings settings) {
    struct lws_vhost *vhost = caller->loop->context ? client_vhost(caller, &settings) : NULL;
    call *c = vhost ? calloc(1, sizeof *c) : NULL;
    if (!c) return 0;
    if (!write_headers(c, &settings)) {
        free(c->headers);
        free(c->body);
        free(c);
        return 0;
    }
    clws_call number = c->number = ++caller->serial;
    c->caller = caller;
    c->last = &c->first;
    c->is_websocket = settings.method == NULL;
    c->next = caller->calls;
    caller->calls = c;
    ev_timer_init(&c->deadline, on_deadline, settings.seconds, 0);
    c->deadline.data = c;
    ev_now_update(caller->loop->ev);
    ev_timer_start(caller->loop->ev, &c->deadline);
    struct lws *wsi = NULL;  // not the call's own: libwebsockets writes it once more when the call is over and freed
    struct lws_client_connect_info info = {
        .context = caller->loop->context,
        .vhost = vhost,
        .address = settings.host,
        .port = settings.port,
        .ssl_connection = (settings.is_secure ? LCCSCF_USE_SSL : 0) | LCCSCF_HTTP_NO_FOLLOW_REDIRECT,
        .path = settings.path,
        .host = settings.host_header,
        .method = settings.method,
        .protocol = settings.protocol,
        .local_protocol_name = "clws-call",
        .alpn = "http/1.1",
        .retry_and_idle_policy = &clws_no_validity,
        .opaque_user_data = c,
        .pwsi = &wsi,
    };
    // A failure that shows at once may have ended the call already, by its callbacks.
    bool is_under_way = lws_client_connect_via_info(&info) != NULL;
    if ((c = call_by_number(caller, number)) != NULL) {
        c->wsi = is_under_way ? wsi : NULL;
        if (!is_under_way) finish_call(c);
    }
    lws_cancel_service(caller->loop->context);
    return number;
}

bool clws_call_say(clws_caller *caller, clws_call number, const uint8_t *bytes, size_t count) {
    call *c = caller->loop->context ? call_by_number(caller, number) : NULL;
    if (!c || !c->wsi || c->is_closing) return false;
    message *m = malloc(sizeof *m + LWS_PRE + count + 1);
    if (!m) return false;
    m->next = NULL;
    m->count = count;
    if (count) memcpy(m->bytes + LWS_PRE, bytes, count);
    *c->last = m;
    c->last = &m->next;
    lws_callback_on_writable(c->wsi);
    return true;
}

void clws_call_close(clws_caller *caller, clws_call number, uint16_t code) {
    call *c = caller->loop->context ? call_by_number(caller, number) : NULL;
    if (!c || !c->wsi) return;
    if (!c->is_websocket) {
        lws_set_timeout(c->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_SYNC);
        return;
    }
    c->is_closing = true;
    c->closing_code = code;
    c->code = code;
    lws_callback_on_writable(c->wsi);
}

void clws_free_callers(clws_loop *loop) {
    while (loop->callers) {
        clws_caller *caller = loop->callers;
        loop->callers = caller->next;
        while (caller->calls) finish_call(caller->calls);
        caller->events.ended(caller->owner);
        free(caller->authority);
        free(caller);
    }
}
