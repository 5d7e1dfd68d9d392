// The host's callbacks as the library keeps them.
#pragma once

#include <cstdint>

#include "flytespark.h"
#include "flytespark/error.hpp"
#include "flytespark/log_sink.hpp"

namespace flytespark::capi {

// Owns the host's `user`: the destructor of the last one that it was moved to runs user_free.
class Host {
 public:
  // A null host has no callbacks. Of a host shorter than it should be, only what its struct_size
  // covers is read.
  explicit Host(const flytespark_host* given) noexcept;
  Host(Host&& other) noexcept;
  Host& operator=(Host&&) = delete;
  ~Host();

  // A host that keeps its `user`.
  static Host borrowed(const flytespark_host* given) noexcept;

  // kInvalidArgument when the host said a struct_size that cannot be.
  Result<void> check() const;

  // Writes to the host's log. This object must stay where it is as long as the sink is used.
  LogSink log_sink() const;

  // `given`, or the host's own time when that is negative. kInvalidArgument when there is no clock,
  // or it has no answer.
  Result<std::int64_t> now_unix_ms(std::int64_t given) const;

 private:
  flytespark_host callbacks_ = {};
};

}  // namespace flytespark::capi
