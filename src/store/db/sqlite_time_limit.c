/* Ends a statement of SQLite when the time of its connection has run out, or when nobody wants its answer any more.
 *
 * SQLite asks a "progress handler" now and then whether to go on; the version of Diesel in use has no way to set one.
 * This file is compiled beside SQLite, which calls portal_time_limit_init for every connection that is opened (see
 * SQLITE_EXTRA_AUTOEXT in .cargo/config.toml). It adds two SQL functions:
 *
 * portal_time_limit(milliseconds, reading): from now on the statements of this connection may take so long together, 0
 * means without a limit; and they belong to the reading with this number, 0 means to none.
 *
 * portal_give_up(reading): whatever belongs to this reading, on any connection of this process, ends. */
#include <stdatomic.h>
#include <time.h>

#include "sqlite3.h"

/* Steps of SQLite's virtual machine between two looks at the clock: well under a millisecond. */
#define STEPS_BETWEEN_LOOKS 20000
/* Readings that were given up lately. A number is forgotten when another with the same remainder is given up. */
#define GIVEN_UP_LATELY 4096

static _Atomic sqlite3_int64 given_up[GIVEN_UP_LATELY];

typedef struct {
  /* In milliseconds of the monotonic clock; 0 when there is no limit. */
  sqlite3_int64 ends_at;
  sqlite3_int64 reading;
} TimeLimit;

static sqlite3_int64 now_in_milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (sqlite3_int64)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static _Atomic sqlite3_int64 *slot_of(sqlite3_int64 reading) {
  return &given_up[(unsigned long long)reading % GIVEN_UP_LATELY];
}

/* Not 0 ends the statement with SQLITE_INTERRUPT. */
static int is_over(void *given) {
  const TimeLimit *limit = given;
  if (limit->reading != 0 && atomic_load(slot_of(limit->reading)) == limit->reading) return 1;
  return limit->ends_at != 0 && now_in_milliseconds() > limit->ends_at;
}

static void set_limit(sqlite3_context *context, int count, sqlite3_value **values) {
  TimeLimit *limit = sqlite3_user_data(context);
  sqlite3_int64 milliseconds = count == 2 ? sqlite3_value_int64(values[0]) : 0;
  limit->reading = count == 2 ? sqlite3_value_int64(values[1]) : 0;
  limit->ends_at = milliseconds > 0 ? now_in_milliseconds() + milliseconds : 0;
  sqlite3_result_int64(context, milliseconds);
}

static void give_up(sqlite3_context *context, int count, sqlite3_value **values) {
  sqlite3_int64 reading = count == 1 ? sqlite3_value_int64(values[0]) : 0;
  if (reading != 0) atomic_store(slot_of(reading), reading);
  sqlite3_result_int64(context, reading);
}

int portal_time_limit_init(sqlite3 *db) {
  TimeLimit *limit = sqlite3_malloc(sizeof *limit);
  int answer;
  if (limit == 0) return SQLITE_NOMEM;
  limit->ends_at = 0;
  limit->reading = 0;
  /* SQLite frees the limit with the function, also when this call fails. */
  answer = sqlite3_create_function_v2(db, "portal_time_limit", 2, SQLITE_UTF8 | SQLITE_DIRECTONLY, limit, set_limit, 0,
                                      0, sqlite3_free);
  if (answer != SQLITE_OK) return answer;
  answer = sqlite3_create_function_v2(db, "portal_give_up", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY, 0, give_up, 0, 0, 0);
  if (answer != SQLITE_OK) return answer;
  sqlite3_progress_handler(db, STEPS_BETWEEN_LOOKS, is_over, limit);
  return SQLITE_OK;
}
