#include "lib/resolve/argument_placeholder.hpp"

#include <cstddef>
#include <string_view>

#include "lib/base/placeholder.hpp"

namespace flytespark {

bool InputPlaceholders::next(InputPlaceholder& found) {
  for (;; ++at_) {
    at_ = text_.find("{{", at_);
    if (at_ == std::string_view::npos) return false;
    if (match(at_, found)) {
      at_ = found.end;
      return true;
    }
  }
}

bool InputPlaceholders::match(std::size_t open, InputPlaceholder& found) {
  std::size_t word = behind_placeholder_opening(text_, open);
  if (word == 0) return false;
  std::size_t name = behind_placeholder_name(text_, word, "Inputs.");
  if (name == 0) return false;
  if (name < open_until_) return false;
  std::size_t end = name;
  while (end < text_.size() && text_[end] != '}' && !is_placeholder_space(text_[end])) ++end;
  if (end == name) return false;
  std::size_t behind = behind_placeholder_end(text_, end);
  if (behind == 0) {
    open_until_ = end;
    return false;
  }
  found = {text_.substr(name, end - name), open, behind};
  return true;
}

}  // namespace flytespark
