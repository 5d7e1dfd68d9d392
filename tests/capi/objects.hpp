// What the tests of the C ABI share: small documents, handles that free themselves, text without a
// NUL behind it.
#pragma once

#include <sys/mman.h>

#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "flytespark.h"

namespace flytespark::capi_test {

inline constexpr std::string_view kTemplate =
    R"({"type":"spark","custom":{"mainApplicationFile":"local:///app.py"},)"
    R"("container":{"image":"img:1","args":["a"]}})";
inline constexpr std::string_view kExecution =
    R"({"generated_name":"app-1","namespace":"default","overrides":{"resources":{}}})";
inline constexpr std::int64_t kNow = 1700000000000;
inline constexpr std::string_view kApplication =
    R"({"kind":"SparkApplication","metadata":{"name":"app-1","namespace":"ns"},"status":)"
    R"({"applicationState":{"state":"RUNNING"},"driverInfo":{"podName":"app-1-driver"},)"
    R"("executorState":{"app-1-exec-1":"RUNNING"},"lastSubmissionAttemptTime":)"
    R"("2026-08-01T10:00:00Z"}})";

// A text that ends where readable memory ends, so that reading a byte too many is a crash.
class AtTheEdge {
 public:
  explicit AtTheEdge(std::string_view text) {
    const std::size_t before = (text.size() / kPage + 1) * kPage;
    size_ = before + kPage;
    memory_ = mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory_ == MAP_FAILED) throw std::runtime_error("mmap");
    char* end = static_cast<char*>(memory_) + before;
    text_ = {end - text.size(), text.size()};
    std::memcpy(end - text.size(), text.data(), text.size());
    mprotect(end, kPage, PROT_NONE);
  }
  AtTheEdge(const AtTheEdge&) = delete;
  AtTheEdge& operator=(const AtTheEdge&) = delete;
  ~AtTheEdge() { munmap(memory_, size_); }

  const char* data() const { return text_.data(); }
  std::size_t size() const { return text_.size(); }

 private:
  static constexpr std::size_t kPage = 65536;

  void* memory_;
  std::size_t size_;
  std::string_view text_;
};

struct OwnedError {
  ~OwnedError() { flytespark_error_free(error); }
  flytespark_error** out() {
    flytespark_error_free(error);
    error = nullptr;
    return &error;
  }
  flytespark_code code() const { return flytespark_error_code(error); }
  std::string message() const {
    std::size_t size = 0;
    const char* text = flytespark_error_message(error, &size);
    return {text, size};
  }
  std::string details() const {
    std::size_t size = 0;
    const char* text = flytespark_error_details(error, &size);
    return {text, size};
  }

  flytespark_error* error = nullptr;
};

struct OwnedBuffer {
  ~OwnedBuffer() { flytespark_buffer_release(&buffer); }
  flytespark_buffer* out() {
    flytespark_buffer_release(&buffer);
    return &buffer;
  }
  std::string_view view() const { return {buffer.data, buffer.size}; }
  bool is_empty() const {
    return buffer.data == nullptr && buffer.size == 0 && buffer.release == nullptr &&
           buffer.private_data == nullptr;
  }

  flytespark_buffer buffer = {};
};

// A plugin of the given configuration and host; `handle` is null when it is refused with `code`.
struct OwnedPlugin {
  explicit OwnedPlugin(const flytespark_host* host = nullptr, std::string_view yaml = {}) {
    code = flytespark_plugin_new(yaml.data(), yaml.size(), FLYTESPARK_CONFIG_YAML, host, &handle,
                                 error.out());
  }
  OwnedPlugin(const OwnedPlugin&) = delete;
  OwnedPlugin& operator=(const OwnedPlugin&) = delete;
  ~OwnedPlugin() { flytespark_plugin_free(handle); }

  flytespark_plugin* handle = nullptr;
  OwnedError error;
  flytespark_code code;
};

struct OwnedTask {
  explicit OwnedTask(const OwnedPlugin& plugin, std::string_view task_template = kTemplate,
                     std::string_view execution = kExecution) {
    code = flytespark_task_new(plugin.handle, FLYTESPARK_TEMPLATE_JSON, task_template.data(),
                               task_template.size(), execution.data(), execution.size(), &handle,
                               error.out());
  }
  OwnedTask(const OwnedTask&) = delete;
  OwnedTask& operator=(const OwnedTask&) = delete;
  ~OwnedTask() { flytespark_task_free(handle); }

  flytespark_task* handle = nullptr;
  OwnedError error;
  flytespark_code code;
};

// What an output holds before a call: nothing that may be looked at.
template <typename Handle>
Handle* garbage() {
  return reinterpret_cast<Handle*>(0x5a5a5a5a);
}

inline flytespark_buffer garbage_buffer() {
  return {garbage<const char>(), 77, nullptr, garbage<void>()};
}

// What the callbacks of one host were asked, and what they answer.
struct HostRecord {
  flytespark_host host() { return {sizeof(flytespark_host), this, nullptr, &on_log, &on_now}; }

  static void on_log(void* user, std::int32_t level, const char* message, std::size_t message_size,
                     const char* fields, std::size_t fields_size) {
    auto* record = static_cast<HostRecord*>(user);
    if (record->log_throws) throw std::runtime_error("log is broken");
    record->logged.push_back(std::to_string(level) + " " + std::string(message, message_size) +
                             " " + std::string(fields, fields_size));
  }
  static std::int64_t on_now(void* user) {
    auto* record = static_cast<HostRecord*>(user);
    ++record->asked_for_time;
    if (record->now_throws) throw 1;
    return record->time;
  }

  std::vector<std::string> logged;
  int asked_for_time = 0;
  std::int64_t time = kNow;
  bool log_throws = false;
  bool now_throws = false;
};

}  // namespace flytespark::capi_test
