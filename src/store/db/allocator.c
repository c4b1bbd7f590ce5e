/* Settings of the C library's allocator that safe Rust cannot make: mallopt must be called before threads start.
 *
 * With the defaults, each thread keeps an arena of its own, and memory once used by a burst of requests is never given
 * back: 256 connections that ask for a list of cases left 130 MB and more behind, and each further burst added to it.
 * With these, the same load leaves less than a third, which does not grow, at the same processor time. */
#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>

__attribute__((constructor)) static void portal_allocator_init(void) {
    /* Whoever sets the environment variables of the C library decides. */
    if (getenv("MALLOC_ARENA_MAX") == NULL) mallopt(M_ARENA_MAX, 2);
    if (getenv("MALLOC_MMAP_THRESHOLD_") == NULL) mallopt(M_MMAP_THRESHOLD, 256 * 1024);
    if (getenv("MALLOC_TRIM_THRESHOLD_") == NULL) mallopt(M_TRIM_THRESHOLD, 128 * 1024);
}
#endif
