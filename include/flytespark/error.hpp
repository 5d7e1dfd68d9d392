// What every stage answers with when it cannot go on: a code, a sentence, and where in the input
// the fault lies.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace flytespark {

// The numbers are those of flytespark_code in flytespark.h; a test compares them.
enum class Code : std::int32_t {
  kInvalidArgument = 1,
  kUnsupportedAbi = 2,
  kLimit = 3,
  kInvalidJson = 4,
  kInvalidProtobuf = 5,
  kInvalidYaml = 6,
  kInvalidConfig = 7,
  kInvalidDocument = 8,
  kBadTask = 9,
  kBuildFailed = 10,
  kOutOfMemory = 11,
  kInternal = 12,
};

struct Error {
  Error() = default;
  Error(Code code_in, std::string message_in, std::string path_in = {})
      : code(code_in), message(std::move(message_in)), path(std::move(path_in)) {}

  Error in(std::string_view name) && {
    if (document.empty()) document = name;
    return std::move(*this);
  }

  Code code = Code::kInternal;
  std::string message;
  // JSON pointer into `document` to the value at fault; "" is the whole document.
  std::string path;
  // Which input: task_template, execution, cluster, config. A literal.
  std::string_view document;
  // The code that Flyte itself gives (`BadTaskSpecification`); empty where Flyte gives none. A
  // literal.
  std::string_view reference_code;
  // Found by Flyte's manager before it asks the plugin to build anything.
  bool before_build = false;
};

template <typename T>
using Result = boost::system::result<T, Error>;

}  // namespace flytespark

// Evaluate an expression that yields a Result; leave the function with its error, or go on with
// `var` as its value.
#define FLYTESPARK_TRY(var, expression)               \
  auto var##_or_error = (expression);                 \
  if (!var##_or_error) return var##_or_error.error(); \
  auto& var = *var##_or_error

// The same for a Result<void>.
#define FLYTESPARK_CHECK(expression)                                   \
  do {                                                                 \
    if (auto checked = (expression); !checked) return checked.error(); \
  } while (false)
