// The door to libwebsockets 4.1.6 and libev: bytes and numbers only, no type of theirs.
//
// Threads: everything runs on the loop's own thread, but for `clws_loop_make`, `clws_loop_release`,
// `clws_wake` and `clws_is_on_loop`, which any thread may call. Memory handed to an event is valid only
// during the call; memory handed to a function is copied unless it says otherwise.
// A peer is one HTTP exchange or one WebSocket; its number is never used again, and every function
// that takes a number which is gone does nothing and says so.

#ifndef CLWS_H
#define CLWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#pragma clang assume_nonnull begin

typedef uint64_t clws_peer;
typedef struct clws_loop clws_loop;
typedef struct clws_listener clws_listener;

typedef struct {
    const char *_Nullable bytes;
    size_t count;
} clws_text;

typedef struct {
    clws_text name;   // lower case
    clws_text value;  // repeats joined by "," (Cookie: by nothing)
} clws_field;

typedef struct {
    clws_text method;
    clws_text path;     // decoded, "//", "/./" and "/../" taken out
    clws_text version;  // "HTTP/1.1"
    const uint8_t *_Nullable address;  // of the other side, 16 bytes, IPv4 mapped (RFC 4291); NULL on a unix socket
    const clws_field *_Nullable fields;
    size_t field_count;
    const clws_text *_Nullable query;  // decoded "name=value" each
    size_t query_count;
    int descriptor;        // of the socket, to send on; -1 when it speaks TLS
    bool is_control;       // came by the control socket
    bool is_secure;        // TLS
    bool is_same_owner;    // control socket: same user as this process, or root
    bool is_counted;       // see `came`
    bool is_behind_others; // bytes of earlier requests may be waiting: a body cannot be read safely
} clws_request;

typedef struct {
    // Run what was queued; follows `clws_wake`.
    void (*drain)(void *owner);
    // The loop's thread is about to end; nothing is called after it.
    void (*ended)(void *owner);
} clws_loop_events;

// Makes the loop, its libwebsockets context and its thread. NULL when the system refuses.
clws_loop *_Nullable clws_loop_make(void *owner, clws_loop_events events);
// Interrupts the loop; `drain` follows. Many calls may meet in one `drain`.
void clws_wake(clws_loop *loop);
bool clws_is_on_loop(clws_loop *loop);
// The longest turn of the loop in the last minute, in seconds: everything between two waits for the network.
double clws_longest_turn(clws_loop *loop);
// The time of day for a Date header, 29 characters and a NUL.
void clws_date(char *_Nonnull text);
// Ends the context: every peer goes, every listener and caller hears `ended`. The loop still drains.
void clws_loop_close(clws_loop *loop);
// Ends the thread once it is idle and frees everything. The loop may not be used after it.
void clws_loop_release(clws_loop *loop);

typedef struct {
    // May a connection from this address (as in `clws_request`) come in at all? False: it is hung up on.
    bool (*coming)(void *owner, const uint8_t *address);
    // It has come, and `parted` follows once. False: it is one too many; what it asks is to be refused, or it is to
    // be counted by `clws_count`. Connections of the control socket do not come this way.
    bool (*came)(void *owner, const uint8_t *address);
    void (*parted)(void *owner, const uint8_t *address, bool is_counted);
    // A request's head. Returns how many bytes of body to collect, or 0 for none; then `clws_answer`
    // may be called at once or later. When it has answered, the result does not matter.
    size_t (*asked)(void *owner, clws_peer peer, const clws_request *request);
    // The body is whole.
    void (*completed)(void *owner, clws_peer peer, const uint8_t *bytes, size_t count);
    // May this become a WebSocket? Answer with `clws_answer` and return false if not.
    bool (*upgrading)(void *owner, clws_peer peer, const clws_request *request);
    // It is one; follows `upgrading` at once. `subprotocol` is the one chosen, "" when none was offered.
    void (*joined)(void *owner, clws_peer peer, int descriptor, clws_text subprotocol);
    // A piece of a message. `is_last`: the message is whole with it.
    void (*received)(
        void *owner, clws_peer peer, const uint8_t *_Nullable bytes, size_t count, bool is_last, bool is_text);
    void (*ponged)(void *owner, clws_peer peer);
    // What libwebsockets held has gone out, or `clws_want_writable` came true.
    void (*writable)(void *owner, clws_peer peer);
    // Once for each peer that was asked and not wholly answered, streamed, or joined.
    void (*gone)(void *owner, clws_peer peer);
    void (*ticked)(void *owner);  // ten times a second
    void (*rang)(void *owner);    // follows `clws_ring_after`
    void (*turned)(void *owner);  // all that came together has been told; the loop is about to wait
    void (*ended)(void *owner);   // the last call of all
} clws_listener_events;

typedef struct {
    const char *_Nullable interface;  // numeric address, NULL for all
    bool is_ipv4_only;
    int port;  // 0: any
    const char *_Nullable certificate;
    const char *_Nullable key;
    const char *_Nullable control_path;  // a unix socket beside the port
    int most_lingering;     // closed connections kept two seconds, so that the answer is not lost to a reset
    int spare_descriptors;  // when only so many are left, connections to the port are hung up on
    // WebSocket protocols known; the first also serves those who offer none.
    const char *_Nonnull const *_Nonnull protocol_names;
    const size_t *_Nonnull protocol_receive_sizes;
    size_t protocol_count;
    // Headers to pass on that libwebsockets has no token for: lower case, with colon.
    const char *_Nonnull const *_Nonnull custom_headers;
    size_t custom_header_count;
} clws_listener_settings;

typedef enum { CLWS_OPEN = 0, CLWS_NO_CONTEXT, CLWS_NO_PORT, CLWS_NO_CONTROL } clws_opening;

// What stands in the way of binding this address: 0, EADDRINUSE (1), EADDRNOTAVAIL (2), not an address (3), else (4).
int clws_probe(const char *_Nullable interface, bool is_ipv4_only, int port);
// Whether somebody answers at a unix socket: 1, nobody: 0, no socket there: -1, something else is there: -2.
int clws_probe_unix(const char *path);

// Listens. On CLWS_OPEN `listener` and `port` are set and `ended` will be called once.
clws_opening clws_listen(
    clws_loop *loop, clws_listener_settings settings, void *owner, clws_listener_events events,
    clws_listener *_Nullable *_Nonnull listener, int *port);
// Takes the sockets away; peers stay. `listener` stays valid until `ended`.
void clws_stop_listening(clws_listener *listener);
// Reads the certificate and key files again, for connections yet to come. False: they cannot be used.
bool clws_reload_certificate(clws_listener *listener, const char *certificate, const char *key);
void clws_ring_after(clws_listener *listener, double seconds);

enum {
    CLWS_AND_CLOSE = 1,     // hang up when the answer is out
    CLWS_LASTING_BODY = 2,  // `body` outlives the peer: not copied
    CLWS_AND_STREAM = 4,    // the head of a stream: keeps the peer, `writable` may follow
    CLWS_AND_FORGET = 8,    // nobody waits to hear that the peer is gone
};

// Answers an exchange. False when the peer is gone or has its answer.
bool clws_answer(
    clws_loop *loop, clws_peer peer, const uint8_t *head, size_t head_count, const uint8_t *_Nullable body,
    size_t body_count, int flags);

// Ends a stream whose length was announced: when what waits is out, the exchange is over as after an answer.
void clws_finish(clws_loop *loop, clws_peer peer);

typedef enum { CLWS_SENT = 0, CLWS_HELD = 1, CLWS_GONE = 2 } clws_sending;

// Sends ready-made bytes: whole frames, or the exact rest of one whose start went out by `send`.
// CLWS_HELD: some wait here, `writable` follows when they are out.
clws_sending clws_write(clws_loop *loop, clws_peer peer, const uint8_t *bytes, size_t count);
// `send` on a descriptor without waiting or signals: the bytes taken, 0 when it is full, -1 when it is dead.
ssize_t clws_send(int descriptor, const uint8_t *bytes, size_t count);
// Asks for `writable`.
void clws_want_writable(clws_loop *loop, clws_peer peer);
// Whether bytes wait inside libwebsockets: then nothing may be sent past it.
bool clws_holds(clws_loop *loop, clws_peer peer);
// Says goodbye: the close frame goes after what waits. `gone` follows. Nothing may be sent after it.
void clws_close(clws_loop *loop, clws_peer peer, uint16_t code, const uint8_t *_Nullable reason, size_t count);
// The peer's connection is counted from now on.
void clws_count(clws_loop *loop, clws_peer peer);
// Connections hung up on before they said anything.
uint64_t clws_hang_ups(const clws_listener *listener);
// Hangs up at once; `gone` comes before it returns.
void clws_kill(clws_loop *loop, clws_peer peer);

// The one client. A call is one HTTP exchange or one WebSocket, on a connection of its own; its number is
// never used again.

typedef uint64_t clws_call;
typedef struct clws_caller clws_caller;

typedef struct {
    // The answer's head; for a WebSocket: it is open. Status 0 never comes.
    void (*answered)(
        void *owner, clws_call call, int status, const clws_field *_Nullable fields, size_t field_count);
    // A piece of the body, or of a message.
    void (*received)(
        void *owner, clws_call call, const uint8_t *_Nullable bytes, size_t count, bool is_last, bool is_text);
    // What `clws_call_say` was given is with the system.
    void (*said)(void *owner, clws_call call);
    // Once for each call. `is_whole`: the answer came to its end. `code`: the WebSocket's close code, 0 if none.
    void (*over)(void *owner, clws_call call, bool is_whole, uint16_t code, clws_text reason);
    void (*ended)(void *owner);  // the last call of all
} clws_caller_events;

typedef struct {
    const char *host;  // a name or numeric address; a unix socket's path after "+"
    int port;
    bool is_secure;
    const char *_Nullable authority;  // PEM file to trust instead of the system's
    const char *_Nullable method;     // NULL: a WebSocket
    const char *path;                 // with its query
    const char *host_header;
    const char *_Nullable protocol;
    const clws_field *_Nullable fields;
    size_t field_count;
    const uint8_t *_Nullable body;
    size_t body_count;
    double seconds;  // until the answer is whole, or the WebSocket open
} clws_call_settings;

clws_caller *_Nullable clws_caller_make(clws_loop *loop, void *owner, clws_caller_events events);
// 0 when it cannot even begin; else `over` follows.
clws_call clws_call_begin(clws_caller *caller, clws_call_settings settings);
// Sends one text message; `said` or `over` follows. False when the call is over.
bool clws_call_say(clws_caller *caller, clws_call call, const uint8_t *_Nullable bytes, size_t count);
void clws_call_close(clws_caller *caller, clws_call call, uint16_t code);

#pragma clang assume_nonnull end

#endif
