/* Ends a statement of SQLite when the time of its connection has run out.
 *
 * SQLite asks a "progress handler" now and then whether to go on; the version of Diesel in use has no way to set one.
 * This file is compiled beside SQLite, which calls portal_time_limit_init for every connection that is opened (see
 * SQLITE_EXTRA_AUTOEXT in .cargo/config.toml). It adds the SQL function portal_time_limit(milliseconds): from now on
 * the statements of this connection may take so long together; 0 means without a limit. */
#include <time.h>

#include "sqlite3.h"

/* Steps of SQLite's virtual machine between two looks at the clock: well under a millisecond. */
#define STEPS_BETWEEN_LOOKS 20000

typedef struct {
  /* In milliseconds of the monotonic clock; 0 when there is no limit. */
  sqlite3_int64 ends_at;
} TimeLimit;

static sqlite3_int64 now_in_milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (sqlite3_int64)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Not 0 ends the statement with SQLITE_INTERRUPT. */
static int is_over(void *given) {
  const TimeLimit *limit = given;
  return limit->ends_at != 0 && now_in_milliseconds() > limit->ends_at;
}

static void set_limit(sqlite3_context *context, int count, sqlite3_value **values) {
  TimeLimit *limit = sqlite3_user_data(context);
  sqlite3_int64 milliseconds = count == 1 ? sqlite3_value_int64(values[0]) : 0;
  limit->ends_at = milliseconds > 0 ? now_in_milliseconds() + milliseconds : 0;
  sqlite3_result_int64(context, milliseconds);
}

int portal_time_limit_init(sqlite3 *db) {
  TimeLimit *limit = sqlite3_malloc(sizeof *limit);
  int answer;
  if (limit == 0) return SQLITE_NOMEM;
  limit->ends_at = 0;
  /* SQLite frees the limit with the function, also when this call fails. */
  answer = sqlite3_create_function_v2(db, "portal_time_limit", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY, limit, set_limit, 0,
                                      0, sqlite3_free);
  if (answer != SQLITE_OK) return answer;
  sqlite3_progress_handler(db, STEPS_BETWEEN_LOOKS, is_over, limit);
  return SQLITE_OK;
}
