// Runs a command and writes what it took, as one line of JSON, to a file; ends with the command's status.
//
//   measured FILE COMMAND [WORD …]
//
// A small process of its own, because the peak memory of a child begins with that of whoever forks it.
#define _GNU_SOURCE
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double seconds(struct timeval time) { return (double)time.tv_sec + (double)time.tv_usec / 1e6; }

int main(int count, char **words) {
  if (count < 3) {
    fprintf(stderr, "usage: measured FILE COMMAND [WORD ...]\n");
    return 64;
  }
  pid_t child;
  int status;
  struct rusage usage;
  double start = now();
  int failure = posix_spawnp(&child, words[2], NULL, NULL, words + 2, environ);
  if (failure) {
    fprintf(stderr, "%s: %s\n", words[2], strerror(failure));
    return 4;
  }
  if (wait4(child, &status, 0, &usage) != child) {
    perror("wait4");
    return 4;
  }
  double wall = now() - start;
#ifdef __APPLE__
  double peak = (double)usage.ru_maxrss / 1e6;
#else
  double peak = (double)usage.ru_maxrss / 1e3;
#endif
  FILE *file = fopen(words[1], "w");
  if (!file) {
    perror(words[1]);
    return 4;
  }
  fprintf(file, "{\"wall\":%.6f,\"processor\":%.6f,\"peak\":%.3f}\n", wall,
          seconds(usage.ru_utime) + seconds(usage.ru_stime), peak);
  fclose(file);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
