// For locales of a thread.
#define _GNU_SOURCE

#include "hawthorne_archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <dlfcn.h>
#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#if defined(__APPLE__)
#include <xlocale.h>
#endif

#if defined(__APPLE__)
#define LIBRARY "/usr/lib/libarchive.2.dylib"
#else
#define LIBRARY "libarchive.so.13"
#endif

#define FUNCTIONS(each)                                                                                       \
  each(archive_read_new) each(archive_read_free) each(archive_read_support_format_zip_seekable)               \
  each(archive_read_set_options) each(archive_read_open_filename) each(archive_read_next_header)              \
  each(archive_read_data) each(archive_error_string) each(archive_entry_pathname_utf8)                        \
  each(archive_entry_size) each(archive_entry_size_is_set) each(archive_entry_filetype)                       \
  each(archive_entry_is_encrypted)

#define POINTER(name) static __typeof__(name) *p_##name;
FUNCTIONS(POINTER)

static char load_error[256];

static void load(void) {
  void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    snprintf(load_error, sizeof load_error, "%s", dlerror());
    return;
  }
#define LOOK_UP(name)                                                                                         \
  p_##name = (__typeof__(p_##name))dlsym(library, #name);                                                     \
  if (p_##name == NULL) {                                                                                     \
    snprintf(load_error, sizeof load_error, "%s has no %s", LIBRARY, #name);                                  \
    return;                                                                                                   \
  }
  FUNCTIONS(LOOK_UP)
}

struct hawthorne_archive {
  struct archive *reader;
  /// Names are UTF-8, and libarchive gives none that the locale cannot write; a program's own is C until it asks.
  locale_t locale;
};

static locale_t utf8_locale(void) {
  locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  return locale != (locale_t)0 ? locale : newlocale(LC_CTYPE_MASK, "en_US.UTF-8", (locale_t)0);
}

static locale_t enter(const hawthorne_archive *archive) {
  return archive->locale == (locale_t)0 ? (locale_t)0 : uselocale(archive->locale);
}

static void leave(locale_t former) {
  if (former != (locale_t)0) uselocale(former);
}

hawthorne_archive *hawthorne_archive_open(const char *path, char *error, size_t capacity, bool *is_missing) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  *is_missing = load_error[0] != 0;
  if (*is_missing) {
    snprintf(error, capacity, "%s", load_error);
    return NULL;
  }
  hawthorne_archive *archive = calloc(1, sizeof *archive);
  struct archive *reader = archive == NULL ? NULL : p_archive_read_new();
  if (reader == NULL) {
    free(archive);
    snprintf(error, capacity, "out of memory");
    return NULL;
  }
  archive->reader = reader;
  archive->locale = utf8_locale();
  locale_t former = enter(archive);
  // By the end record alone: a reader of local headers takes a truncated archive for a short one.
  bool is_open = p_archive_read_support_format_zip_seekable(reader) >= ARCHIVE_WARN &&
                 p_archive_read_set_options(reader, "zip:hdrcharset=UTF-8") >= ARCHIVE_WARN &&
                 p_archive_read_open_filename(reader, path, 1 << 16) == ARCHIVE_OK;
  leave(former);
  if (!is_open) {
    snprintf(error, capacity, "%s", hawthorne_archive_message(archive));
    hawthorne_archive_close(archive);
    return NULL;
  }
  return archive;
}

void hawthorne_archive_close(hawthorne_archive *archive) {
  p_archive_read_free(archive->reader);
  if (archive->locale != (locale_t)0) freelocale(archive->locale);
  free(archive);
}

hawthorne_archive_result hawthorne_archive_next(hawthorne_archive *archive, hawthorne_archive_member *member) {
  struct archive_entry *entry = NULL;
  locale_t former = enter(archive);
  int result = p_archive_read_next_header(archive->reader, &entry);
  // A warning is about the name; a name that is no UTF-8 is NULL.
  bool is_member = (result == ARCHIVE_OK || result == ARCHIVE_WARN) && entry != NULL;
  if (is_member) member->name = p_archive_entry_pathname_utf8(entry);
  leave(former);
  if (!is_member) return result == ARCHIVE_EOF ? HAWTHORNE_ARCHIVE_END : HAWTHORNE_ARCHIVE_FAILED;
  member->size = p_archive_entry_size_is_set(entry) ? (int64_t)p_archive_entry_size(entry) : -1;
  member->is_file = p_archive_entry_filetype(entry) == AE_IFREG;
  member->is_folder = p_archive_entry_filetype(entry) == AE_IFDIR;
  member->is_encrypted = p_archive_entry_is_encrypted(entry) != 0;
  return HAWTHORNE_ARCHIVE_MEMBER;
}

int64_t hawthorne_archive_read(hawthorne_archive *archive, void *bytes, size_t count) {
  la_ssize_t result = p_archive_read_data(archive->reader, bytes, count);
  return result < 0 ? -1 : (int64_t)result;
}

const char *hawthorne_archive_message(const hawthorne_archive *archive) {
  const char *message = p_archive_error_string(archive->reader);
  return message == NULL ? "no reason given" : message;
}
