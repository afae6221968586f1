// Shared by the files of this target only.

#ifndef CLWS_PRIVATE_H
#define CLWS_PRIVATE_H

#include "clws.h"

#include <ev.h>
#include <libwebsockets.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <time.h>

enum {
    clws_header_bytes = 16384,  // all headers of one request; beyond it libwebsockets drops the request
    clws_scratch_bytes = 4 * clws_header_bytes,
    clws_most_fields = 160,
    clws_most_queries = 64,
    clws_serve_buffer = 65536,  // above a TLS record, so that nothing stays pending inside OpenSSL
};

struct clws_conn;

struct clws_loop {
    struct ev_loop *ev;
    struct lws_context *context;
    void *owner;
    clws_loop_events events;
    ev_async wake;
    ev_check turn_begins;
    ev_prepare turn_ends;
    struct timespec turn_began;
    struct {
        time_t second;
        double longest;
    } turns[60];  // by the second in which a turn ended
    pthread_t thread;
    atomic_bool is_finished;
    lws_sorted_usec_list_t pulse;
    struct clws_conn **slots;
    // By slot: bytes came since libwebsockets was last known to hold nothing and owe no pong. A fan-out looks here
    // for each of thousands of peers, so it lies by itself.
    uint8_t *stirred;
    uint32_t slot_count, *spare_slots, spare_slot_count;
    uint64_t serial;
    int depth;  // of callbacks of libwebsockets we are in
    clws_peer *doomed;
    size_t doomed_count, doomed_room;
    int lingering;
    clws_listener *listeners;
    clws_caller *callers;
    rlim_t descriptor_limit;
    char scratch[clws_scratch_bytes];
    size_t scratch_used;
    clws_field fields[clws_most_fields];
    clws_text query[clws_most_queries];
};

// The library's own keep-alive is switched off: it walks a sorted list at every handshake.
extern const lws_retry_bo_t clws_no_validity;

// Both are for the end of the loop, when the context is no more.
void clws_free_listeners(clws_loop *loop);
void clws_free_callers(clws_loop *loop);

void clws_tell_turned(clws_loop *loop);

// Hangs up on the peers condemned inside a callback.
void clws_hang_up_doomed(clws_loop *loop);

// Copies a header into the loop's scratch memory.
clws_text clws_header(clws_loop *loop, struct lws *wsi, int token);
size_t clws_known_fields(clws_loop *loop, struct lws *wsi);

#endif
