// The edge between exceptions and Results inside and codes outside. Every function of the C ABI
// that can fail has its body in guard(); what the body answers or throws becomes a code and, if the
// caller wants one, an error object.
#pragma once

#include <cstddef>
#include <exception>
#include <new>
#include <string>
#include <string_view>

#include "flytespark.h"
#include "flytespark/error.hpp"

namespace flytespark::capi {

// Fill `*error`, unless `error` is null, and give the code to return. When there is no memory for
// the error object, both are those of out of memory.
flytespark_code report(const Error& fault, flytespark_error** error) noexcept;
flytespark_code report_out_of_memory(flytespark_error** error) noexcept;
// What a classification of it reads: code, message, before_build.
Error failure_of(const flytespark_error& error);

flytespark_code report_exception(std::string_view what, flytespark_error** error) noexcept;

// `body` yields a Result<void>.
template <typename Body>
flytespark_code guard(flytespark_error** error, const Body& body) noexcept {
  if (error != nullptr) *error = nullptr;
  try {
    const Result<void> done = body();
    return done ? flytespark_code{FLYTESPARK_OK} : report(done.error(), error);
  } catch (const std::bad_alloc&) {
    return report_out_of_memory(error);
  } catch (const std::exception& exception) {
    return report_exception(exception.what(), error);
  } catch (...) {
    return report_exception("an exception that is no std::exception", error);
  }
}

// A pointer that must not be null, by its name in flytespark.h.
inline Result<void> require(const void* pointer, std::string_view name) {
  if (pointer != nullptr) return {};
  return Error(Code::kInvalidArgument, std::string(name) + " is NULL");
}

// An input text. `document` is its name, a literal.
Result<std::string_view> input(const char* data, std::size_t size, std::string_view document);

}  // namespace flytespark::capi
