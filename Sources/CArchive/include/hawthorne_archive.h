#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A zip archive open for reading, its members in the order in which they lie in the file.
///
/// libarchive is loaded when the first archive is opened and not with the program: it brings a score of libraries
/// along, and most verbs read no archive.
typedef struct hawthorne_archive hawthorne_archive;

/// What an archive says of a member before its bytes are read.
typedef struct hawthorne_archive_member {
  /// UTF-8, NUL-terminated, good until the next call; NULL where the name is not UTF-8.
  const char *_Nullable name;
  /// Uncompressed; -1 where the archive does not say.
  int64_t size;
  bool is_file;
  bool is_folder;
  bool is_encrypted;
} hawthorne_archive_member;

typedef enum hawthorne_archive_result {
  HAWTHORNE_ARCHIVE_MEMBER = 1,
  HAWTHORNE_ARCHIVE_END = 0,
  HAWTHORNE_ARCHIVE_FAILED = -1,
} hawthorne_archive_result;

/// Opens a zip archive by its end record, so that a truncated one is none. On failure returns NULL and writes a
/// message, NUL-terminated, into `error`; `is_missing` then says whether libarchive itself could not be loaded.
hawthorne_archive *_Nullable hawthorne_archive_open(
    const char *_Nonnull path, char *_Nonnull error, size_t capacity, bool *_Nonnull is_missing);
void hawthorne_archive_close(hawthorne_archive *_Nonnull archive);

/// Goes on to the next member, over what was not read of this one.
hawthorne_archive_result hawthorne_archive_next(
    hawthorne_archive *_Nonnull archive, hawthorne_archive_member *_Nonnull member);
/// Reads on in the member: the number of bytes, 0 at its end, -1 where it cannot be read or its checksum is wrong.
int64_t hawthorne_archive_read(hawthorne_archive *_Nonnull archive, void *_Nonnull bytes, size_t count);
/// What libarchive said last; never NULL.
const char *_Nonnull hawthorne_archive_message(const hawthorne_archive *_Nonnull archive);
