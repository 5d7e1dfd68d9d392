// libflytespark for C++17: the objects of flytespark.h as classes that clean up and throw.
//
//   flytespark::abi::Plugin plugin(config_yaml);
//   flytespark::abi::Task task(plugin, template_bytes, execution_json);
//   flytespark::abi::Buffer manifest = task.build(cluster_json, now_unix_ms);
//   std::cout << manifest.view();
//   flytespark::abi::Buffer status = task.observe({application_json, pod_json}, now_unix_ms);
//
// Header only: no C++ symbol crosses the library's edge, so compilers and standard libraries may
// differ on its two sides. What inputs mean, which codes there are and which limits hold is said in
// flytespark.h. Objects move and do not copy; one that was moved from may only be destroyed or
// assigned to. Const functions may be called from many threads at once.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "flytespark.h"

namespace flytespark::abi {

// Why a call failed. Thrown by everything below.
class Error : public std::runtime_error {
 public:
  // `code` is what the call answered; `error`, which may be NULL, is freed with the last copy.
  Error(flytespark_code code, std::shared_ptr<const flytespark_error> error)
      : std::runtime_error(text(error.get(), &flytespark_error_message)),
        code_(code),
        error_(std::move(error)) {}

  // One of FLYTESPARK_*.
  flytespark_code code() const noexcept { return code_; }
  // JSON document flytespark.error/v1: which input, where in it, Flyte's own code.
  std::string details() const { return text(error_.get(), &flytespark_error_details); }
  const flytespark_error* get() const noexcept { return error_.get(); }

 private:
  static std::string text(const flytespark_error* error,
                          const char* (*part)(const flytespark_error*, std::size_t*)) {
    std::size_t size = 0;
    const char* begin = part(error, &size);
    return std::string(begin, size);
  }

  flytespark_code code_;
  std::shared_ptr<const flytespark_error> error_;
};

// An answer of the library.
class Buffer {
 public:
  Buffer() = default;
  explicit Buffer(const flytespark_buffer& owned) noexcept : buffer_(owned) {}
  Buffer(Buffer&& other) noexcept : buffer_(std::exchange(other.buffer_, {})) {}
  Buffer& operator=(Buffer&& other) noexcept {
    std::swap(buffer_, other.buffer_);
    return *this;
  }
  ~Buffer() { flytespark_buffer_release(&buffer_); }

  // As long as this object lives.
  std::string_view view() const noexcept { return {buffer_.data, buffer_.size}; }
  std::string string() const { return std::string(view()); }

 private:
  flytespark_buffer buffer_ = {};
};

// What a host lends to a plugin; both may be empty. Several threads may call them at once.
struct Host {
  // `level` is one of FLYTESPARK_LOG_*, `fields_json` one JSON object. An exception is dropped.
  std::function<void(std::int32_t level, std::string_view message, std::string_view fields_json)>
      log;
  // Unix milliseconds. An exception counts as having no clock.
  std::function<std::int64_t()> now_unix_ms;
};

namespace detail {

// `call` takes the place for an error object.
template <typename Call>
void checked(const Call& call) {
  flytespark_error* raw = nullptr;
  const flytespark_code code = call(&raw);
  if (code == FLYTESPARK_OK) return;
  std::shared_ptr<const flytespark_error> error(
      raw, [](flytespark_error* e) { flytespark_error_free(e); });
  throw Error(code, std::move(error));
}

inline void log(void* user, std::int32_t level, const char* message, std::size_t message_size,
                const char* fields, std::size_t fields_size) noexcept {
  try {
    static_cast<const Host*>(user)->log(level, {message, message_size}, {fields, fields_size});
  } catch (...) {
  }
}

inline std::int64_t now_unix_ms(void* user) noexcept {
  try {
    return static_cast<const Host*>(user)->now_unix_ms();
  } catch (...) {
    return -1;
  }
}

inline void host_free(void* user) noexcept { delete static_cast<Host*>(user); }

// `user` belongs to whoever the struct is given to.
inline flytespark_host callbacks(Host* user) noexcept {
  flytespark_host host = {};
  host.struct_size = sizeof(host);
  host.user = user;
  if (user->log) host.log = &log;
  if (user->now_unix_ms) host.now_unix_ms = &now_unix_ms;
  return host;
}

}  // namespace detail

// One configuration; it must outlive its tasks.
class Plugin {
 public:
  // `format` is FLYTESPARK_CONFIG_YAML or FLYTESPARK_CONFIG_JSON; empty text stands for all
  // defaults.
  explicit Plugin(std::string_view config = {}, std::int32_t format = FLYTESPARK_CONFIG_YAML,
                  Host host = {}) {
    // The library frees it, also when it fails.
    flytespark_host lent = detail::callbacks(new Host(std::move(host)));
    lent.user_free = &detail::host_free;
    detail::checked([&](flytespark_error** error) {
      flytespark_plugin* plugin = nullptr;
      const flytespark_code code =
          flytespark_plugin_new(config.data(), config.size(), format, &lent, &plugin, error);
      handle_.reset(plugin);
      return code;
    });
  }

  const flytespark_plugin* get() const noexcept { return handle_.get(); }

 private:
  struct Free {
    void operator()(flytespark_plugin* plugin) const noexcept { flytespark_plugin_free(plugin); }
  };
  std::unique_ptr<flytespark_plugin, Free> handle_;
};

// The JSON document flytespark.config_report/v1: what is doubtful about a configuration. Throws
// when it is invalid.
inline Buffer validate_config(std::string_view config, std::int32_t format = FLYTESPARK_CONFIG_YAML,
                              Host host = {}) {
  const flytespark_host lent = detail::callbacks(&host);
  flytespark_buffer report = {};
  detail::checked([&](flytespark_error** error) {
    return flytespark_validate_config(config.data(), config.size(), format, &lent, &report, error);
  });
  return Buffer(report);
}

// Links for any pod, by the blocks of a plugin's configuration: the document flytespark.links/v1.
inline Buffer render_links(const Plugin& plugin, std::string_view request) {
  flytespark_buffer links = {};
  detail::checked([&](flytespark_error** error) {
    return flytespark_render_links(plugin.get(), request.data(), request.size(), &links, error);
  });
  return Buffer(links);
}

// What a build that failed means for its task: flytespark.verdict/v1.
inline Buffer classify_build_error(const Plugin& plugin, const Error& failure) {
  flytespark_buffer verdict = {};
  detail::checked([&](flytespark_error** error) {
    return flytespark_classify_build_error(plugin.get(), failure.get(), &verdict, error);
  });
  return Buffer(verdict);
}

// What the API server's refusal to create an application means: flytespark.verdict/v1.
inline Buffer classify_create_error(const Plugin& plugin, std::string_view api_status) {
  flytespark_buffer verdict = {};
  detail::checked([&](flytespark_error** error) {
    return flytespark_classify_create_error(plugin.get(), api_status.data(), api_status.size(),
                                            &verdict, error);
  });
  return Buffer(verdict);
}

// Whether a link of a status is to be shown in a phase.
inline bool link_visible(std::string_view link, std::string_view phase) {
  std::int32_t visible = 0;
  detail::checked([&](flytespark_error** error) {
    return flytespark_link_visible(link.data(), link.size(), phase.data(), phase.size(), &visible,
                                   error);
  });
  return visible != 0;
}

// Whether the operator is done with an application.
inline bool is_terminal(std::string_view application) {
  std::int32_t terminal = 0;
  detail::checked([&](flytespark_error** error) {
    return flytespark_is_terminal(application.data(), application.size(), &terminal, error);
  });
  return terminal != 0;
}

// When an application ended, in Unix milliseconds.
inline std::int64_t completion_time(std::string_view application) {
  std::int64_t unix_ms = 0;
  detail::checked([&](flytespark_error** error) {
    return flytespark_completion_time(application.data(), application.size(), &unix_ms, error);
  });
  return unix_ms;
}

// The address of the Spark UI that the operator makes from its ingress-url-format.
inline Buffer ingress_url(std::string_view format, std::string_view application) {
  flytespark_buffer url = {};
  detail::checked([&](flytespark_error** error) {
    return flytespark_ingress_url(format.data(), format.size(), application.data(),
                                  application.size(), &url, error);
  });
  return Buffer(url);
}

// What a host has seen of a task; texts without content stand for what there is not.
struct Observation {
  std::string_view application;
  std::string_view driver_pod = {};
  // The answer to the last observation.
  std::string_view previous = {};
};

// One attempt of one task.
class Task {
 public:
  // `template_format` is FLYTESPARK_TEMPLATE_PROTOBUF or FLYTESPARK_TEMPLATE_JSON; `execution` is a
  // JSON document.
  Task(const Plugin& plugin, std::string_view task_template, std::string_view execution,
       std::int32_t template_format = FLYTESPARK_TEMPLATE_PROTOBUF) {
    detail::checked([&](flytespark_error** error) {
      flytespark_task* task = nullptr;
      const flytespark_code code = flytespark_task_new(
          plugin.get(), template_format, task_template.data(), task_template.size(),
          execution.data(), execution.size(), &task, error);
      handle_.reset(task);
      return code;
    });
  }

  // The SparkApplication as JSON. FLYTESPARK_NOW asks the plugin's host for the time.
  Buffer build(std::string_view cluster = {}, std::int64_t now_unix_ms = FLYTESPARK_NOW) const {
    flytespark_buffer manifest = {};
    detail::checked([&](flytespark_error** error) {
      return flytespark_build(get(), cluster.data(), cluster.size(), now_unix_ms, &manifest, error);
    });
    return Buffer(manifest);
  }

  // Kind, API version and metadata by which the application is looked up, as JSON.
  Buffer identity() const {
    flytespark_buffer identity = {};
    detail::checked(
        [&](flytespark_error** error) { return flytespark_identity(get(), &identity, error); });
    return Buffer(identity);
  }

  // The document flytespark.status/v1: phase, reason, error, links.
  Buffer observe(const Observation& seen, std::int64_t now_unix_ms = FLYTESPARK_NOW) const {
    flytespark_buffer status = {};
    detail::checked([&](flytespark_error** error) {
      return flytespark_observe(get(), seen.application.data(), seen.application.size(),
                                seen.driver_pod.data(), seen.driver_pod.size(),
                                seen.previous.data(), seen.previous.size(), now_unix_ms, &status,
                                error);
    });
    return Buffer(status);
  }

  // What it means that the application could not be read: flytespark.verdict/v1.
  Buffer classify_get_error(std::string_view api_status) const {
    flytespark_buffer verdict = {};
    detail::checked([&](flytespark_error** error) {
      return flytespark_classify_get_error(get(), api_status.data(), api_status.size(), &verdict,
                                           error);
    });
    return Buffer(verdict);
  }

  // A status in the light of the application's deletion, and of the error document that the task
  // left: the content of error.pb, or NULL when there is none.
  Buffer conclude(std::string_view status, std::string_view application,
                  const std::string_view* error_document = nullptr) const {
    flytespark_buffer concluded = {};
    const char* left = error_document == nullptr ? nullptr : error_document->data();
    // An empty file may come without an address.
    if (error_document != nullptr && left == nullptr) left = "";
    detail::checked([&](flytespark_error** error) {
      return flytespark_conclude(
          get(), status.data(), status.size(), application.data(), application.size(), left,
          error_document == nullptr ? 0 : error_document->size(), &concluded, error);
    });
    return Buffer(concluded);
  }

  const flytespark_task* get() const noexcept { return handle_.get(); }

 private:
  struct Free {
    void operator()(flytespark_task* task) const noexcept { flytespark_task_free(task); }
  };
  std::unique_ptr<flytespark_task, Free> handle_;
};

}  // namespace flytespark::abi
