#include "lib/links/link_renderer.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "flytespark/error.hpp"
#include "lib/base/placeholder.hpp"
#include "lib/links/link_template.hpp"
#include "lib/links/link_variables.hpp"

namespace flytespark {
namespace {

constexpr std::string_view kOpen = "{{";

char* put(char* to, std::string_view text) { return std::copy(text.begin(), text.end(), to); }

bool is_config_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

struct ConfigPlaceholder {
  std::string_view name;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// `{{`, white space, one character, `taskConfig`, `.` or `$`, a name of letters and `_`, white
// space, `}}`. The character is any but a line feed, the last of the white space too.
bool match_config_placeholder(std::string_view text, std::size_t open, ConfigPlaceholder& found) {
  constexpr std::string_view kWord = "taskConfig";
  std::size_t first = open + kOpen.size();
  std::size_t at = first;
  while (at < text.size() && is_placeholder_space(text[at])) ++at;
  std::size_t word = 0;
  if (at > first && text[at - 1] != '\n') word = behind_placeholder_name(text, at, kWord);
  if (word == 0 && at < text.size()) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80) ++at;
    word = behind_placeholder_name(text, at, kWord);
  }
  if (word == 0 || word >= text.size() || (text[word] != '.' && text[word] != '$')) return false;
  std::size_t name = word + 1;
  std::size_t name_end = name;
  while (name_end < text.size() && is_config_letter(text[name_end])) ++name_end;
  std::size_t end = name_end == name ? 0 : behind_placeholder_end(text, name_end);
  if (end == 0) return false;
  found = {text.substr(name, name_end - name), open, end};
  return true;
}

bool find_config_placeholder(std::string_view text, std::size_t from, ConfigPlaceholder& found) {
  for (;; ++from) {
    from = text.find(kOpen, from);
    if (from == std::string_view::npos) return false;
    if (match_config_placeholder(text, from, found)) return true;
  }
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && behind_placeholder_name(a, 0, b) == a.size();
}

}  // namespace

Result<std::string_view> LinkRenderer::fill(const LinkTemplate& link) {
  if (link.has_other_opening || !variables_.extra.empty()) return fill_text(link.text);
  if (link.pieces.empty()) return link.text;
  std::size_t size = link.rest.size();
  for (const LinkTemplate::Piece& piece : link.pieces) {
    std::string_view value = variables_[piece.variable];
    if (value.find('{') != std::string_view::npos) return fill_text(link.text);
    size += piece.before.size() + (value.empty() ? piece.placeholder : value).size();
  }
  FLYTESPARK_TRY(begin, allocate(size));
  char* to = begin;
  for (const LinkTemplate::Piece& piece : link.pieces) {
    std::string_view value = variables_[piece.variable];
    left_open_ |= value.empty();
    to = put(put(to, piece.before), value.empty() ? piece.placeholder : value);
  }
  put(to, link.rest);
  return std::string_view(begin, size);
}

Result<std::string_view> LinkRenderer::fill_text(std::string_view text) {
  FLYTESPARK_TRY(filled, replace_one_by_one(text));
  note_left_open(filled);
  return filled;
}

Result<std::string_view> LinkRenderer::fill_dynamic(const LinkTemplate& link) {
  collect_task_config(link.text);
  bool left_open_before = left_open_;
  FLYTESPARK_TRY(filled, fill(link));
  std::string_view text = filled;
  // A name counts as often as it is mentioned, since one value may bring a placeholder of another;
  // where a search found nothing in this very text, it need not be made again.
  std::vector<const char*> found_none_in(variables_.task_config.size(), nullptr);
  for (const ExtraLinkVariable* config : config_) {
    const char*& found_none = found_none_in[config - variables_.task_config.data()];
    if (config->value.empty() || found_none == text.data()) continue;
    FLYTESPARK_TRY(replaced, replace_task_config(text, *config));
    if (replaced.data() == text.data()) found_none = text.data();
    text = replaced;
  }
  left_open_ = left_open_before;
  note_left_open(text);
  return text;
}

void LinkRenderer::collect_task_config(std::string_view text) {
  ConfigPlaceholder found;
  if (!find_config_placeholder(text, 0, found)) return;
  if (by_name_.empty()) {
    for (const ExtraLinkVariable& config : variables_.task_config) by_name_.push_back(&config);
    std::sort(by_name_.begin(), by_name_.end(),
              [](const auto* a, const auto* b) { return a->name < b->name; });
  }
  for (std::size_t at = 0; find_config_placeholder(text, at, found); at = found.end) {
    auto slot = std::lower_bound(
        by_name_.begin(), by_name_.end(), found.name,
        [](const auto* config, std::string_view name) { return config->name < name; });
    if (slot != by_name_.end() && (*slot)->name == found.name) config_.push_back(*slot);
  }
}

Result<std::string_view> LinkRenderer::replace_task_config(std::string_view text,
                                                           const ExtraLinkVariable& config) {
  return replace_all(text, config.value,
                     [&](std::string_view in, std::size_t from, Placeholder& placeholder) {
                       ConfigPlaceholder here;
                       do {
                         if (!find_config_placeholder(in, from, here)) return false;
                         from = here.end;
                       } while (!equal_ignoring_case(here.name, config.name));
                       placeholder = {0, here.begin, here.end};
                       return true;
                     });
}

void LinkRenderer::note_left_open(std::string_view text) { left_open_ |= holds_placeholder(text); }

Result<std::string_view> LinkRenderer::replace_one_by_one(std::string_view text) {
  for (std::size_t i = 0; i < kLinkVariableNames.size(); ++i) {
    FLYTESPARK_TRY(replaced, replace_variable(text, kLinkVariableNames[i], variables_.values[i]));
    text = replaced;
    if (static_cast<LinkVariable>(i) != LinkVariable::kLogName) continue;
    for (const ExtraLinkVariable& extra : variables_.extra) {
      FLYTESPARK_TRY(with_extra, replace_variable(text, extra.name, extra.value));
      text = with_extra;
    }
  }
  return text;
}

Result<std::string_view> LinkRenderer::replace_variable(std::string_view text,
                                                        std::string_view name,
                                                        std::string_view value) {
  if (value.empty()) return text;
  return replace_all(text, value, [&](std::string_view in, std::size_t from, Placeholder& found) {
    return find_placeholder(in, from, {&name, 1}, found);
  });
}

// Every placeholder that `find` tells of, from the front.
template <typename Find>
Result<std::string_view> LinkRenderer::replace_all(std::string_view text, std::string_view value,
                                                   const Find& find) {
  Placeholder found;
  std::size_t count = 0;
  std::size_t size = text.size();
  for (; find(text, found.end, found); ++count) {
    size = size - (found.end - found.begin) + value.size();
  }
  if (count == 0) return text;
  FLYTESPARK_TRY(begin, allocate(size));
  char* to = begin;
  std::size_t copied = 0;
  for (found = {}; find(text, found.end, found); copied = found.end) {
    to = put(put(to, text.substr(copied, found.begin - copied)), value);
  }
  put(to, text.substr(copied));
  return std::string_view(begin, size);
}

Result<char*> LinkRenderer::allocate(std::size_t bytes) {
  if (bytes > bytes_left_) {
    return Error(Code::kLimit,
                 "the log links become too large: filling in their placeholders may produce " +
                     std::to_string(kMaxRenderedBytes) + " bytes");
  }
  bytes_left_ -= bytes;
  return static_cast<char*>(arena_.allocate(bytes, 1));
}

}  // namespace flytespark
