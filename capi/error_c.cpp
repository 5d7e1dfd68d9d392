// An Error becomes an error object: one block of memory that holds its texts, or the static object
// of out of memory.
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "capi/guard.hpp"
#include "flytespark.h"
#include "flytespark/error.hpp"
#include "lib/base/buffer.hpp"
#include "lib/base/json_reader.hpp"
#include "lib/base/json_writer.hpp"
#include "lib/base/placeholder.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/yaml_reader.hpp"

static_assert(FLYTESPARK_MAX_DOCUMENT_BYTES == flytespark::kMaxDocumentBytes);
static_assert(FLYTESPARK_MAX_DEPTH == flytespark::kMaxDepth);
static_assert(FLYTESPARK_MAX_ALIASED_VALUES == flytespark::kMaxAliasedValues);
static_assert(FLYTESPARK_MAX_RENDERED_BYTES == flytespark::kMaxRenderedBytes);

// Both texts end in a NUL.
struct flytespark_error {
  flytespark_code code;
  const char* message;
  std::size_t message_size;
  const char* details;
  std::size_t details_size;
  bool before_build = false;
};

namespace flytespark::capi {
namespace {

constexpr std::string_view kOutOfMemoryMessage = "out of memory";
constexpr std::string_view kOutOfMemoryDetails =
    R"({"schema":"flytespark.error/v1","retryable":true})";

constinit flytespark_error out_of_memory = {
    FLYTESPARK_OUT_OF_MEMORY,   kOutOfMemoryMessage.data(), kOutOfMemoryMessage.size(),
    kOutOfMemoryDetails.data(), kOutOfMemoryDetails.size(),
};

// Messages may quote inputs, whose bytes can be anything; what reads them expects UTF-8.
void append_as_utf8(Buffer& out, std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = utf8_sequence_size(text);
    out.append(size == 0 ? "\xEF\xBF\xBD" : text.substr(0, size));
    text.remove_prefix(size == 0 ? 1 : size);
  }
}

void append_details(Buffer& out, const Error& fault) {
  JsonWriter json(out);
  json.begin_object();
  json.name("schema");
  json.string("flytespark.error/v1");
  if (!fault.document.empty()) {
    json.name("document");
    json.string(fault.document);
    json.name("path");
    json.string(fault.path);
  }
  if (!fault.reference_code.empty()) {
    json.name("code");
    json.string(fault.reference_code);
  }
  json.name("retryable");
  json.boolean(fault.code == Code::kOutOfMemory);
  json.end_object();
  json.finish();
}

flytespark_error* make_error(const Error& fault) {
  Buffer texts;
  append_as_utf8(texts, fault.message);
  const std::size_t message_size = texts.size();
  texts.push_back('\0');
  const std::size_t details_at = texts.size();
  append_details(texts, fault);
  const std::size_t details_size = texts.size() - details_at;
  texts.push_back('\0');

  void* block = std::malloc(sizeof(flytespark_error) + texts.size());
  if (block == nullptr) throw std::bad_alloc();
  char* text = static_cast<char*>(block) + sizeof(flytespark_error);
  std::memcpy(text, texts.view().data(), texts.size());
  return new (block) flytespark_error{static_cast<flytespark_code>(fault.code),
                                      text,
                                      message_size,
                                      text + details_at,
                                      details_size,
                                      fault.before_build};
}

}  // namespace

flytespark_code report(const Error& fault, flytespark_error** error) noexcept {
  if (error != nullptr) {
    try {
      *error = make_error(fault);
    } catch (...) {
      return report_out_of_memory(error);
    }
  }
  return static_cast<flytespark_code>(fault.code);
}

flytespark_code report_out_of_memory(flytespark_error** error) noexcept {
  if (error != nullptr) *error = &out_of_memory;
  return FLYTESPARK_OUT_OF_MEMORY;
}

flytespark_code report_exception(std::string_view what, flytespark_error** error) noexcept {
  try {
    return report(Error(Code::kInternal, "unexpected exception: " + std::string(what)), error);
  } catch (...) {
    return report_out_of_memory(error);
  }
}

Error failure_of(const flytespark_error& error) {
  Error failure(static_cast<Code>(error.code), std::string(error.message, error.message_size));
  failure.before_build = error.before_build;
  return failure;
}

Result<std::string_view> input(const char* data, std::size_t size, std::string_view document) {
  if (size == 0) return std::string_view();
  if (data == nullptr) {
    return Error(Code::kInvalidArgument,
                 std::string(document) + " is NULL, but its size is " + std::to_string(size));
  }
  if (size > kMaxDocumentBytes) {
    return Error(Code::kLimit, std::string(document) + " has " + std::to_string(size) +
                                   " bytes; the limit is " + std::to_string(kMaxDocumentBytes))
        .in(document);
  }
  return std::string_view(data, size);
}

}  // namespace flytespark::capi

namespace {

const char* text_of(const char* text, std::size_t text_size, size_t* size) {
  if (size != nullptr) *size = text_size;
  return text;
}

}  // namespace

flytespark_code flytespark_error_code(const flytespark_error* error) noexcept {
  return error == nullptr ? flytespark_code{FLYTESPARK_OK} : error->code;
}

const char* flytespark_error_message(const flytespark_error* error, size_t* size) noexcept {
  return error == nullptr ? text_of("", 0, size)
                          : text_of(error->message, error->message_size, size);
}

const char* flytespark_error_details(const flytespark_error* error, size_t* size) noexcept {
  return error == nullptr ? text_of("", 0, size)
                          : text_of(error->details, error->details_size, size);
}

void flytespark_error_free(flytespark_error* error) noexcept {
  if (error != &flytespark::capi::out_of_memory) std::free(error);
}
