#define _GNU_SOURCE
#include "private.h"

#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

// libwebsockets and its plugins keep globals: contexts are made and ended one at a time.
static pthread_mutex_t context_lock = PTHREAD_MUTEX_INITIALIZER;

static pthread_mutex_t release_lock = PTHREAD_MUTEX_INITIALIZER;

const lws_retry_bo_t clws_no_validity = {.secs_since_valid_ping = 0, .secs_since_valid_hangup = 0};

// libev's plugin sets a running timer anew without restarting it, so libwebsockets' timers may fire seconds
// late (libwebsockets.md, 3). A short one that is always armed bounds the delay.
static void on_pulse(lws_sorted_usec_list_t *pulse) {
    clws_loop *loop = lws_container_of(pulse, clws_loop, pulse);
    lws_sul_schedule(loop->context, 0, pulse, on_pulse, 200 * LWS_US_PER_MS);
}

static void on_wake(struct ev_loop *ev, ev_async *watcher, int events) {
    (void)events;
    clws_loop *loop = watcher->data;
    clws_hang_up_doomed(loop);
    loop->events.drain(loop->owner);
    if (atomic_load(&loop->is_finished)) ev_break(ev, EVBREAK_ALL);
}

static void on_turn_begins(struct ev_loop *ev, ev_check *watcher, int events) {
    (void)ev, (void)events;
    clws_loop *loop = watcher->data;
    clock_gettime(CLOCK_MONOTONIC, &loop->turn_began);
}

static void on_turn_ends(struct ev_loop *ev, ev_prepare *watcher, int events) {
    (void)ev, (void)events;
    clws_loop *loop = watcher->data;
    clws_tell_turned(loop);
    if (loop->turn_began.tv_sec == 0) return;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double took = (double)(now.tv_sec - loop->turn_began.tv_sec) +
                  (double)(now.tv_nsec - loop->turn_began.tv_nsec) / 1e9;
    size_t place = (size_t)now.tv_sec % (sizeof loop->turns / sizeof *loop->turns);
    if (loop->turns[place].second != now.tv_sec) loop->turns[place].longest = 0;
    loop->turns[place].second = now.tv_sec;
    if (took > loop->turns[place].longest) loop->turns[place].longest = took;
}

double clws_longest_turn(clws_loop *loop) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double longest = 0;
    for (size_t i = 0; i < sizeof loop->turns / sizeof *loop->turns; i++)
        if (now.tv_sec - loop->turns[i].second < 60 && loop->turns[i].longest > longest)
            longest = loop->turns[i].longest;
    return longest;
}

static void make_context(clws_loop *loop) {
    void *foreign[] = {loop->ev};
    struct lws_context_creation_info info = {
        .port = CONTEXT_PORT_NO_LISTEN,
        .options = LWS_SERVER_OPTION_LIBEV | LWS_SERVER_OPTION_EXPLICIT_VHOSTS | LWS_SERVER_OPTION_VALIDATE_UTF8,
        .foreign_loops = foreign,
        .gid = (gid_t)-1,
        .uid = (uid_t)-1,
        .pt_serv_buf_size = clws_serve_buffer,
        .max_http_header_data2 = clws_header_bytes,
        .timeout_secs = 20,
        .retry_and_idle_policy = &clws_no_validity,
    };
    // Once in a process: a second time would renumber what OpenSSL keeps for connections that are already open.
    static bool has_tls = false;
    pthread_mutex_lock(&context_lock);
    if (!has_tls) info.options |= LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
    has_tls = true;
    lws_set_log_level(0, NULL);
    loop->context = lws_create_context(&info);
    pthread_mutex_unlock(&context_lock);
}

static void *run(void *argument) {
    clws_loop *loop = argument;
    pthread_setname_np(pthread_self(), "floor-loop");
    ev_run(loop->ev, 0);
    pthread_mutex_lock(&release_lock);
    pthread_mutex_unlock(&release_lock);
    clws_loop_close(loop);
    loop->events.ended(loop->owner);
    ev_async_stop(loop->ev, &loop->wake);
    ev_loop_destroy(loop->ev);
    free(loop->slots);
    free(loop->stirred);
    free(loop->spare_slots);
    free(loop->doomed);
    free(loop);
    return NULL;
}

clws_loop *clws_loop_make(void *owner, clws_loop_events events) {
    clws_loop *loop = calloc(1, sizeof *loop);
    if (!loop) return NULL;
    struct rlimit limit = {1024, 1024};
    getrlimit(RLIMIT_NOFILE, &limit);
    loop->descriptor_limit = limit.rlim_cur;
    loop->owner = owner;
    loop->events = events;
    loop->ev = ev_loop_new(EVFLAG_NOENV | EVBACKEND_EPOLL);
    if (loop->ev) make_context(loop);
    if (!loop->context) {
        if (loop->ev) ev_loop_destroy(loop->ev);
        free(loop);
        return NULL;
    }
    ev_async_init(&loop->wake, on_wake);
    loop->wake.data = loop;
    ev_async_start(loop->ev, &loop->wake);
    ev_check_init(&loop->turn_begins, on_turn_begins);
    ev_prepare_init(&loop->turn_ends, on_turn_ends);
    ev_set_priority(&loop->turn_begins, EV_MAXPRI);
    ev_set_priority(&loop->turn_ends, EV_MINPRI);
    loop->turn_begins.data = loop->turn_ends.data = loop;
    ev_check_start(loop->ev, &loop->turn_begins);
    ev_prepare_start(loop->ev, &loop->turn_ends);
    lws_sul_schedule(loop->context, 0, &loop->pulse, on_pulse, 200 * LWS_US_PER_MS);
    lws_cancel_service(loop->context);

    // The loop's thread takes no signal but of its own crash: they are the program's, and a dead socket must not end it.
    sigset_t all, before;
    sigfillset(&all);
    const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT};
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) sigdelset(&all, crashes[i]);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, 8 << 20);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int failure = pthread_create(&loop->thread, &attributes, run, loop);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    if (failure) {
        lws_context_destroy(loop->context);
        ev_loop_destroy(loop->ev);
        free(loop);
        return NULL;
    }
    return loop;
}

void clws_date(char *text) {
    struct tm utc;
    time_t now = time(NULL);
    gmtime_r(&now, &utc);
    strftime(text, 30, "%a, %d %b %Y %H:%M:%S GMT", &utc);  // the C locale: nobody calls setlocale
}

void clws_wake(clws_loop *loop) { ev_async_send(loop->ev, &loop->wake); }

// In C, for `pthread_self` inlined into Swift's async code is remembered across a change of thread.
bool clws_is_on_loop(clws_loop *loop) { return pthread_equal(pthread_self(), loop->thread) != 0; }

void clws_loop_close(clws_loop *loop) {
    if (!loop->context) return;
    struct lws_context *context = loop->context;
    lws_sul_cancel(&loop->pulse);
    pthread_mutex_lock(&context_lock);
    lws_context_destroy(context);
    pthread_mutex_unlock(&context_lock);
    loop->context = NULL;
    clws_free_listeners(loop);
    clws_free_callers(loop);
}

void clws_loop_release(clws_loop *loop) {
    // The thread may end as soon as it sees the mark; it frees nothing before the lock is open again.
    pthread_mutex_lock(&release_lock);
    atomic_store(&loop->is_finished, true);
    ev_async_send(loop->ev, &loop->wake);
    pthread_mutex_unlock(&release_lock);
}
