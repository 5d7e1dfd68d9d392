// The placeholders of an argument: known names, and the inputs of the task.
//
// Source: flyteplugins core/template template.go, the regular expressions
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace flytespark {

// In the order in which they are replaced.
enum class ArgumentVariable : std::uint8_t {
  kInput,
  kOutputPrefix,
  kInputPrefix,
  kRawOutputDataPrefix,
  kPrevCheckpointPrefix,
  kCheckpointOutputPrefix,
  kPerRetryUniqueKey,
  kTaskTemplatePath,
  kNamespace,
};

// By variable, as they are written.
inline constexpr std::array<std::string_view, 9> kArgumentVariableNames = {
    "Input",
    "OutputPrefix",
    "InputPrefix",
    "RawOutputDataPrefix",
    "PrevCheckpointPrefix",
    "CheckpointOutputPrefix",
    "PerRetryUniqueKey",
    "TaskTemplatePath",
    "Namespace",
};

struct InputPlaceholder {
  // The name of the input, as written: anything but `}` and white space.
  std::string_view input;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The `{{.Inputs.NAME}}` of one text, from its front. They may hold other placeholders, which are
// then part of the name.
class InputPlaceholders {
 public:
  explicit InputPlaceholders(std::string_view text) : text_(text) {}

  bool next(InputPlaceholder& found);

 private:
  bool match(std::size_t open, InputPlaceholder& found);

  std::string_view text_;
  std::size_t at_ = 0;
  // Names that begin before this place end there and are not closed.
  std::size_t open_until_ = 0;
};

}  // namespace flytespark
