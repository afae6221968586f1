// A wall clock that can be set, for one process (LD_PRELOAD): the eight bytes of the file that WALL_CLOCK names are how
// many milliseconds it is ahead, or behind. Clocks that nobody can set tell what they always tell.
//
// libfaketime cannot stand in for it: 0.9.10 moves what timerfd_settime is given by the wall clock's step, whichever
// clock the timer goes by, so that every sleep of libdispatch, and with it Swift's, stands still.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static _Atomic int64_t *step;

__attribute__((constructor)) static void open_step(void) {
    const char *path = getenv("WALL_CLOCK");
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    void *bytes = file < 0 ? MAP_FAILED : mmap(NULL, sizeof *step, PROT_READ, MAP_SHARED, file, 0);
    if (bytes == MAP_FAILED) abort();
    close(file);
    step = bytes;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    int failure = (int)syscall(SYS_clock_gettime, clock, now);
    if (failure || !step || (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE)) return failure;
    int64_t nanoseconds = now->tv_nsec + *step % 1000 * 1000000;
    now->tv_sec += *step / 1000 + (nanoseconds >= 1000000000) - (nanoseconds < 0);
    now->tv_nsec = (nanoseconds + 1000000000) % 1000000000;
    return 0;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    (void)zone;
    struct timespec exact;
    clock_gettime(CLOCK_REALTIME, &exact);
    *now = (struct timeval){.tv_sec = exact.tv_sec, .tv_usec = exact.tv_nsec / 1000};
    return 0;
}

time_t time(time_t *seconds) {
    struct timespec exact;
    clock_gettime(CLOCK_REALTIME, &exact);
    if (seconds) *seconds = exact.tv_sec;
    return exact.tv_sec;
}
