// A model that answers at once, or after a fixed latency, from a file of ready-made answers: an
// OpenAI-compatible endpoint on 127.0.0.1 that costs next to nothing, so that what is measured is the client.
//
//   mock-model PORT LATENCY_MS ANSWERS
//
// ANSWERS holds records separated by 0x1E; each is a JSON body, 0x1F, and the same answer as server-sent
// events. Port 0 takes a free one; "port N" is the first line on stdout. One thread; ends with SIGTERM.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

typedef struct {
  char *bytes;
  size_t length;
} text;

typedef struct {
  text whole, events;
} answer;

typedef struct {
  int descriptor;
  char *in;
  size_t filled, capacity;
  // 0 while a request is awaited, else when its answer is due, in milliseconds.
  int64_t due;
  text out;
  size_t sent;
} connection;

static answer *answers;
static size_t answer_count;
static size_t served, opened, most_open;
static volatile sig_atomic_t stopped;

static void stop(int signal) {
  (void)signal;
  stopped = 1;
}

static void fail(const char *what) {
  perror(what);
  exit(4);
}

static void *grown(void *memory, size_t size) {
  memory = realloc(memory, size);
  if (!memory) fail("memory");
  return memory;
}

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static text response(const char *type, const char *body, size_t length) {
  char head[200];
  int size = snprintf(
      head, sizeof head,
      "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %zu\r\nConnection: keep-alive\r\n\r\n", type, length);
  text made = {grown(NULL, (size_t)size + length), (size_t)size + length};
  memcpy(made.bytes, head, (size_t)size);
  memcpy(made.bytes + size, body, length);
  return made;
}

static void read_answers(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) fail(path);
  fseek(file, 0, SEEK_END);
  size_t length = (size_t)ftell(file);
  rewind(file);
  char *bytes = grown(NULL, length + 1);
  if (fread(bytes, 1, length, file) != length) fail(path);
  fclose(file);
  char *end = bytes + length;
  for (char *record = bytes; record < end;) {
    char *stop = memchr(record, 0x1E, (size_t)(end - record));
    if (!stop) stop = end;
    char *middle = memchr(record, 0x1F, (size_t)(stop - record));
    if (middle) {
      answers = grown(answers, (answer_count + 1) * sizeof *answers);
      answers[answer_count].whole = response("application/json", record, (size_t)(middle - record));
      answers[answer_count].events =
          response("text/event-stream", middle + 1, (size_t)(stop - middle - 1));
      answer_count++;
    }
    record = stop + 1;
  }
  free(bytes);
  if (answer_count == 0) {
    fprintf(stderr, "%s holds no answers\n", path);
    exit(4);
  }
}

/// The length of the first whole request in the buffer, 0 while it is incomplete.
static size_t request_length(connection *open) {
  if (open->filled == 0) return 0;
  open->in[open->filled] = 0;
  char *end = strstr(open->in, "\r\n\r\n");
  if (!end) return 0;
  size_t head = (size_t)(end - open->in) + 4, body = 0;
  for (char *line = open->in; line && line < end; line = strstr(line, "\r\n")) {
    if (*line == '\r') line += 2;
    if (strncasecmp(line, "content-length:", 15) == 0) body = strtoull(line + 15, NULL, 10);
  }
  return open->filled >= head + body ? head + body : 0;
}

/// Takes the next request off the buffer, if it is whole, and decides its answer.
static void begin(connection *open, int64_t latency) {
  size_t length = request_length(open);
  if (length == 0) return;
  char kept = open->in[length];
  open->in[length] = 0;
  bool streaming = strstr(open->in, "\"stream\":true") || strstr(open->in, "\"stream\": true");
  open->in[length] = kept;
  memmove(open->in, open->in + length, open->filled - length);
  open->filled -= length;
  answer *next = &answers[served++ % answer_count];
  open->out = streaming ? next->events : next->whole;
  open->sent = 0;
  open->due = now() + latency;
  if (open->due == 0) open->due = 1;
}

/// False when the peer is gone.
static bool receive(connection *open) {
  while (true) {
    if (open->capacity - open->filled < 4097) {
      open->capacity = open->capacity ? open->capacity * 2 : 16384;
      open->in = grown(open->in, open->capacity);
    }
    ssize_t count = recv(open->descriptor, open->in + open->filled, open->capacity - open->filled - 1, 0);
    if (count > 0) {
      open->filled += (size_t)count;
    } else if (count == 0) {
      return false;
    } else {
      return errno == EAGAIN || errno == EINTR;
    }
  }
}

/// False when the peer is gone.
static bool deliver(connection *open) {
  while (open->sent < open->out.length) {
    ssize_t count =
        send(open->descriptor, open->out.bytes + open->sent, open->out.length - open->sent, MSG_NOSIGNAL);
    if (count < 0) return errno == EAGAIN || errno == EINTR;
    open->sent += (size_t)count;
  }
  open->due = 0;
  return true;
}

int main(int count, char **words) {
  if (count != 4) {
    fprintf(stderr, "usage: mock-model PORT LATENCY_MS ANSWERS\n");
    return 64;
  }
  int64_t latency = atoll(words[2]);
  read_answers(words[3]);
  signal(SIGTERM, stop);
  signal(SIGINT, stop);
  signal(SIGPIPE, SIG_IGN);
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
    limit.rlim_cur = limit.rlim_max < 16384 ? limit.rlim_max : 16384;
    setrlimit(RLIMIT_NOFILE, &limit);
  }
  int listener = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(words[1]))};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 2048) < 0) fail("port");
  fcntl(listener, F_SETFL, O_NONBLOCK);
  socklen_t size = sizeof address;
  getsockname(listener, (struct sockaddr *)&address, &size);
  printf("port %d\n", ntohs(address.sin_port));
  fflush(stdout);

  connection *all = NULL;
  struct pollfd *watched = NULL;
  size_t capacity = 0;
  while (!stopped) {
    if (opened + 1 >= capacity) {
      capacity = capacity ? capacity * 2 : 1024;
      all = grown(all, capacity * sizeof *all);
      watched = grown(watched, (capacity + 1) * sizeof *watched);
    }
    int64_t time = now(), next = -1;
    watched[0] = (struct pollfd){.fd = listener, .events = POLLIN};
    for (size_t i = 0; i < opened; i++) {
      connection *open = &all[i];
      bool waits = open->due > time;
      watched[i + 1] = (struct pollfd){
          .fd = open->descriptor, .events = (short)(open->due && !waits ? POLLIN | POLLOUT : POLLIN)};
      if (waits && (next < 0 || open->due - time < next)) next = open->due - time;
    }
    size_t polled = opened;
    if (poll(watched, (nfds_t)polled + 1, (int)next) < 0 && errno != EINTR) fail("poll");
    time = now();
    // From the end, so that closing one moves none that is still to be looked at.
    for (size_t i = polled; i-- > 0;) {
      connection *open = &all[i];
      bool alive = true;
      if (watched[i + 1].revents & (POLLIN | POLLHUP | POLLERR)) alive = receive(open);
      if (alive && open->due == 0) begin(open, latency);
      if (alive && open->due && open->due <= time) alive = deliver(open);
      if (!alive) {
        close(open->descriptor);
        free(open->in);
        opened--;
        all[i] = all[opened];
        watched[i + 1] = watched[opened + 1];
      }
    }
    if (watched[0].revents & POLLIN) {
      int fresh = accept(listener, NULL, NULL);
      while (fresh >= 0) {
        fcntl(fresh, F_SETFL, O_NONBLOCK);
        setsockopt(fresh, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        if (opened + 1 >= capacity) {
          capacity *= 2;
          all = grown(all, capacity * sizeof *all);
          watched = grown(watched, (capacity + 1) * sizeof *watched);
        }
        all[opened++] = (connection){.descriptor = fresh};
        if (opened > most_open) most_open = opened;
        fresh = accept(listener, NULL, NULL);
      }
    }
  }
  printf("served %zu, at most %zu connections\n", served, most_open);
  return 0;
}
