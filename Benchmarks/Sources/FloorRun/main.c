// The least that a client must do for a run: ask through libcurl, and have each answer in SQLite with full
// durability before it counts as done. No plan, no parsing, no labels, no retries.
//
//   floor-run URL REQUESTS CONNECTIONS STORE [together]
//
// REQUESTS is one JSON body a line. Each answer is committed by itself; with `together`, answers that arrive together
// share a transaction.
#define _GNU_SOURCE
#include <curl/curl.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  CURL *handle;
  char *answer;
  size_t filled, capacity;
  size_t number;
} slot;

static void *grown(void *memory, size_t size) {
  memory = realloc(memory, size);
  if (!memory) {
    perror("memory");
    exit(4);
  }
  return memory;
}

static size_t take(char *bytes, size_t size, size_t count, void *user) {
  slot *to = user;
  size *= count;
  if (to->filled + size > to->capacity) {
    to->capacity = (to->filled + size) * 2;
    to->answer = grown(to->answer, to->capacity);
  }
  memcpy(to->answer + to->filled, bytes, size);
  to->filled += size;
  return size;
}

static sqlite3 *store;

static void must(int status, int wanted) {
  if (status == wanted) return;
  fprintf(stderr, "sqlite: %s\n", sqlite3_errmsg(store));
  exit(4);
}

int main(int count, char **words) {
  if (count != 5 && !(count == 6 && strcmp(words[5], "together") == 0)) {
    fprintf(stderr, "usage: floor-run URL REQUESTS CONNECTIONS STORE [together]\n");
    return 64;
  }
  bool together = count == 6;
  FILE *file = fopen(words[2], "rb");
  if (!file) {
    perror(words[2]);
    return 4;
  }
  char **requests = NULL, *line = NULL;
  size_t asked = 0, total = 0, line_capacity = 0;
  ssize_t length;
  while ((length = getline(&line, &line_capacity, file)) > 0) {
    if (line[length - 1] == '\n') line[length - 1] = 0;
    requests = grown(requests, (total + 1) * sizeof *requests);
    requests[total++] = strdup(line);
  }
  fclose(file);

  must(sqlite3_open(words[4], &store), SQLITE_OK);
  must(
      sqlite3_exec(
          store,
          "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
          "CREATE TABLE answers (number INTEGER PRIMARY KEY, request TEXT NOT NULL, answer TEXT NOT NULL) STRICT",
          NULL, NULL, NULL),
      SQLITE_OK);
  sqlite3_stmt *insert;
  must(sqlite3_prepare_v2(store, "INSERT INTO answers VALUES (?, ?, ?)", -1, &insert, NULL), SQLITE_OK);

  size_t connections = strtoul(words[3], NULL, 10);
  if (connections > total) connections = total;
  curl_global_init(CURL_GLOBAL_DEFAULT);
  CURLM *multi = curl_multi_init();
  curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, (long)connections);
  struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
  headers = curl_slist_append(headers, "Authorization: Bearer none");
  headers = curl_slist_append(headers, "Expect:");
  slot *slots = grown(NULL, connections * sizeof *slots);
  memset(slots, 0, connections * sizeof *slots);
  size_t done = 0, failed = 0;
  for (size_t i = 0; i < connections; i++) {
    CURL *handle = slots[i].handle = curl_easy_init();
    curl_easy_setopt(handle, CURLOPT_URL, words[1]);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &slots[i]);
    curl_easy_setopt(handle, CURLOPT_PRIVATE, &slots[i]);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    slots[i].number = asked++;
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, requests[slots[i].number]);
    curl_multi_add_handle(multi, handle);
  }
  while (done < total) {
    int running, left;
    curl_multi_perform(multi, &running);
    bool writing = false;
    for (CURLMsg *message; (message = curl_multi_info_read(multi, &left));) {
      if (message->msg != CURLMSG_DONE) continue;
      slot *from;
      long status = 0;
      curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &from);
      curl_easy_getinfo(from->handle, CURLINFO_RESPONSE_CODE, &status);
      bool whole = message->data.result == CURLE_OK && status == 200;
      curl_multi_remove_handle(multi, from->handle);
      done++;
      if (!whole) {
        failed++;
      } else {
        if (together && !writing) must(sqlite3_exec(store, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
        writing = together;
        sqlite3_bind_int64(insert, 1, (sqlite3_int64)from->number);
        sqlite3_bind_text(insert, 2, requests[from->number], -1, SQLITE_STATIC);
        sqlite3_bind_text(insert, 3, from->answer, (int)from->filled, SQLITE_STATIC);
        must(sqlite3_step(insert), SQLITE_DONE);
        sqlite3_reset(insert);
      }
      from->filled = 0;
      if (asked < total) {
        from->number = asked++;
        curl_easy_setopt(from->handle, CURLOPT_POSTFIELDS, requests[from->number]);
        curl_multi_add_handle(multi, from->handle);
      }
    }
    if (writing) must(sqlite3_exec(store, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    if (done < total) curl_multi_poll(multi, NULL, 0, 1000, NULL);
  }
  sqlite3_finalize(insert);
  sqlite3_close(store);
  fprintf(stderr, "%zu answers, %zu failed\n", done - failed, failed);
  return failed != 0;
}
