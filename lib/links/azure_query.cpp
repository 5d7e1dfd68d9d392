#include "lib/links/azure_query.hpp"

#include <zlib.h>

#include <cstddef>
#include <new>
#include <string_view>

#include "lib/base/arena.hpp"
#include "lib/base/base64.hpp"

namespace flytespark {
namespace {

void* allocate(void* arena, unsigned count, unsigned size) {
  try {
    return static_cast<Arena*>(arena)->allocate(std::size_t{count} * size,
                                                alignof(std::max_align_t));
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

void keep(void*, void*) {}

std::string_view gzip(std::string_view text, Arena& arena) {
  // A gzip header and trailer; a small window and table, since queries are short.
  constexpr int kGzip = 16, kWindowBits = 12, kMemoryLevel = 5;
  z_stream stream = {};
  stream.zalloc = &allocate;
  stream.zfree = &keep;
  stream.opaque = &arena;
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzip + kWindowBits, kMemoryLevel,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc();
  }
  const std::size_t room = deflateBound(&stream, text.size());
  auto* begin = static_cast<unsigned char*>(arena.allocate(room, 1));
  // zlib reads it only.
  stream.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<unsigned>(text.size());
  stream.next_out = begin;
  stream.avail_out = static_cast<unsigned>(room);
  deflate(&stream, Z_FINISH);
  const std::size_t size = stream.total_out;
  deflateEnd(&stream);
  return {reinterpret_cast<const char*>(begin), size};
}

}  // namespace

const std::string_view kDefaultAzureQuery =
    R"(let StartTime = datetime_add('hour', -1, datetime("{{.podRFC3339StartTime}}"));
let FinishTime = datetime_add('hour', 1, datetime("{{.podRFC3339FinishTime}}"));
ContainerLogV2
| where TimeGenerated between (StartTime .. FinishTime)
 and ContainerName == "{{.containerName}}"
 and PodName == "{{.podName}}"
 and PodNamespace == "{{.namespace}}")";

std::string_view encode_azure_query(std::string_view query, Arena& arena) {
  std::string_view base64 = encode_base64(gzip(query, arena), arena);
  // Of base64's characters these three have a meaning in a URL.
  char* begin = static_cast<char*>(arena.allocate(base64.size() * 3, 1));
  char* to = begin;
  for (char c : base64) {
    std::string_view escaped = c == '+' ? "%2B" : c == '/' ? "%2F" : c == '=' ? "%3D" : "";
    if (escaped.empty()) *to++ = c;
    to += escaped.copy(to, escaped.size());
  }
  return {begin, static_cast<std::size_t>(to - begin)};
}

}  // namespace flytespark
