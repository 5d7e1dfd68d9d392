// Finds the placeholders of an argument: `{{`, white space, `.` or `$`, a name, white space, `}}`.
//
// Names are taken in any case; there is no white space before the name; what fits no known name is
// no placeholder. White space is tab, line feed, form feed, carriage return and space. A search of
// a whole text takes time in proportion to it, whatever it holds.
//
// Source: flyteplugins core/template template.go, the regular expressions
// Kept: case folding is that of Unicode, so the long s (U+017F) and the Kelvin sign (U+212A) count
// as letters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace flytespark {

// In the order in which they are replaced.
enum class PlaceholderName : std::uint8_t {
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

inline constexpr std::size_t kPlaceholderNames = 9;

struct Placeholder {
  PlaceholderName name = PlaceholderName::kInput;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The first placeholder of any of the names that begins at `from` or later; false when there is
// none.
bool find_placeholder(std::string_view text, std::size_t from, Placeholder& found);

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
