#include "lib/resolve/placeholder.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace flytespark {
namespace {

constexpr std::string_view kOpen = "{{";
constexpr std::string_view kClose = "}}";

constexpr std::array<std::string_view, kPlaceholderNames> kNames = {
    "input",
    "outputprefix",
    "inputprefix",
    "rawoutputdataprefix",
    "prevcheckpointprefix",
    "checkpointoutputprefix",
    "perretryuniquekey",
    "tasktemplatepath",
    "namespace",
};
constexpr std::string_view kInputs = "inputs";
constexpr std::size_t kLongestName = 22;

constexpr std::string_view kLongS = "\xc5\xbf";
constexpr std::string_view kKelvinSign = "\xe2\x84\xaa";

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }

std::size_t skip_space(std::string_view text, std::size_t at) {
  while (at < text.size() && is_space(text[at])) ++at;
  return at;
}

bool has_at(std::string_view text, std::size_t at, std::string_view part) {
  return text.substr(at, part.size()) == part;
}

// The place behind `.` or `$` of what opens at `open`, 0 when there is neither.
std::size_t behind_sigil(std::string_view text, std::size_t open) {
  std::size_t at = skip_space(text, open + kOpen.size());
  return at < text.size() && (text[at] == '.' || text[at] == '$') ? at + 1 : 0;
}

// The letters from `at` on, in lower case; `at` moves behind them. Stops after one letter more than
// the longest name has.
class Letters {
 public:
  Letters(std::string_view text, std::size_t& at) {
    for (; size_ < sizeof letters_ && at < text.size(); ++size_) {
      char c = text[at];
      if (c >= 'a' && c <= 'z') {
        letters_[size_] = c;
        at += 1;
      } else if (c >= 'A' && c <= 'Z') {
        letters_[size_] = static_cast<char>(c - 'A' + 'a');
        at += 1;
      } else if (has_at(text, at, kLongS)) {
        letters_[size_] = 's';
        at += kLongS.size();
      } else if (has_at(text, at, kKelvinSign)) {
        letters_[size_] = 'k';
        at += kKelvinSign.size();
      } else {
        return;
      }
    }
  }

  std::string_view view() const { return {letters_, size_}; }

 private:
  char letters_[kLongestName + 1];
  std::size_t size_ = 0;
};

bool match(std::string_view text, std::size_t open, Placeholder& found) {
  std::size_t at = behind_sigil(text, open);
  if (at == 0) return false;
  Letters letters(text, at);
  at = skip_space(text, at);
  if (!has_at(text, at, kClose)) return false;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] != letters.view()) continue;
    found = {static_cast<PlaceholderName>(i), open, at + kClose.size()};
    return true;
  }
  return false;
}

}  // namespace

bool find_placeholder(std::string_view text, std::size_t from, Placeholder& found) {
  for (;; ++from) {
    from = text.find(kOpen, from);
    if (from == std::string_view::npos) return false;
    if (match(text, from, found)) return true;
  }
}

bool InputPlaceholders::next(InputPlaceholder& found) {
  for (;; ++at_) {
    at_ = text_.find(kOpen, at_);
    if (at_ == std::string_view::npos) return false;
    if (match(at_, found)) {
      at_ = found.end;
      return true;
    }
  }
}

bool InputPlaceholders::match(std::size_t open, InputPlaceholder& found) {
  std::size_t at = behind_sigil(text_, open);
  if (at == 0) return false;
  Letters letters(text_, at);
  if (letters.view() != kInputs || !has_at(text_, at, ".")) return false;
  std::size_t name = at + 1;
  if (name < open_until_) return false;
  std::size_t end = name;
  while (end < text_.size() && text_[end] != '}' && !is_space(text_[end])) ++end;
  if (end == name) return false;
  at = skip_space(text_, end);
  if (!has_at(text_, at, kClose)) {
    open_until_ = end;
    return false;
  }
  found = {text_.substr(name, end - name), open, at + kClose.size()};
  return true;
}

}  // namespace flytespark
