#include "lib/resolve/argument_template.hpp"

#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/placeholder.hpp"
#include "lib/base/value.hpp"
#include "lib/resolve/argument_placeholder.hpp"
#include "lib/resolve/regex_replacement.hpp"

namespace flytespark {
namespace {

// A message that collects the errors of one string ends after this much.
constexpr std::size_t kMaxErrorBytes = std::size_t{1} << 20;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_word(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

std::string_view per_retry_unique_key(std::string_view name, Arena& arena) {
  char* begin = static_cast<char*>(arena.allocate(name.size() + 1, 1));
  char* to = begin;
  std::size_t at = 0;
  while (at < name.size() && !is_letter(name[at])) ++at;
  if (at > 0) *to++ = 'a';
  for (; at < name.size(); ++at) {
    if (is_word(name[at])) {
      *to++ = name[at];
    } else if (is_word(name[at - 1])) {
      *to++ = '_';
    }
  }
  return {begin, static_cast<std::size_t>(to - begin)};
}

char* put(char* to, std::string_view text) {
  if (!text.empty()) std::memcpy(to, text.data(), text.size());
  return to + text.size();
}

}  // namespace

Result<Value> ArgumentRenderer::render(const Value& list) {
  rendered_bytes_ = 0;
  auto items = list.items();
  std::span<Value> changed;
  for (std::size_t i = 0; i < items.size(); ++i) {
    std::string_view text = items[i].text();
    if (!items[i].is_string() || text.find("{{") == std::string_view::npos) continue;
    auto rendered = render_text(text);
    if (!rendered) {
      Error error = rendered.error();
      if (error.document.empty()) error.path = "/" + std::to_string(i);
      return error;
    }
    if (rendered->data() == text.data()) continue;
    if (changed.empty()) changed = arena_.copy(items);
    changed[i] = Value::string(*rendered);
  }
  return changed.empty() ? list : Value::list(changed);
}

Result<std::string_view> ArgumentRenderer::render_text(std::string_view text) {
  std::size_t next_name = 0;
  while (next_name < kArgumentVariableNames.size()) {
    Matches matches = find_first_name(text, next_name);
    if (matches.count == 0) break;
    FLYTESPARK_TRY(replaced, replace(text, matches));
    text = replaced;
    next_name = matches.first.name + 1;
  }
  if (!values_.has_inputs || text.find("{{") == std::string_view::npos) return text;
  return replace_inputs(text);
}

// The earliest name, `first_name` or later, that the text has a placeholder of.
ArgumentRenderer::Matches ArgumentRenderer::find_first_name(std::string_view text,
                                                            std::size_t first_name) {
  Matches matches;
  Placeholder found;
  while (find_placeholder(text, found.end, kArgumentVariableNames, found)) {
    if (found.name < first_name) continue;
    if (matches.count != 0 && found.name > matches.first.name) continue;
    if (matches.count == 0 || found.name != matches.first.name) matches = {found, 0, 0};
    matches.count += 1;
    matches.bytes += found.end - found.begin;
  }
  return matches;
}

Result<std::string_view> ArgumentRenderer::replace(std::string_view text, const Matches& matches) {
  Pieces pieces = replacement(static_cast<ArgumentVariable>(matches.first.name));
  std::size_t piece_bytes = 0;
  for (std::string_view piece : pieces) piece_bytes += piece.size();
  std::size_t size = text.size() - matches.bytes + matches.count * piece_bytes +
                     (pieces.size() - 1) * matches.bytes;
  FLYTESPARK_TRY(begin, allocate(size));

  char* to = begin;
  std::size_t copied = 0;
  Placeholder found = matches.first;
  for (std::size_t left = matches.count; left > 0;) {
    if (found.name == matches.first.name) {
      to = put(to, text.substr(copied, found.begin - copied));
      to = put(to, pieces[0]);
      for (std::string_view piece : pieces.subspan(1)) {
        to = put(to, text.substr(found.begin, found.end - found.begin));
        to = put(to, piece);
      }
      copied = found.end;
      --left;
    }
    if (left > 0) find_placeholder(text, found.end, kArgumentVariableNames, found);
  }
  put(to, text.substr(copied));
  return std::string_view(begin, size);
}

Result<std::string_view> ArgumentRenderer::replace_inputs(std::string_view text) {
  std::size_t size = text.size();
  std::size_t count = 0;
  std::size_t error_count = 0;
  std::string errors;
  InputPlaceholder found;
  for (InputPlaceholders all(text); all.next(found) && errors.size() < kMaxErrorBytes; ++count) {
    auto value = inputs_.text(found.input);
    if (value) {
      size = size - (found.end - found.begin) + value->size();
    } else if (value.error().code == Code::kBuildFailed) {
      errors += std::to_string(error_count++) + ": input template [" +
                std::string(text.substr(found.begin, found.end - found.begin)) +
                "]: " + value.error().message + "\r\n";
    } else {
      return value.error();
    }
  }
  if (!errors.empty()) return Error(Code::kBuildFailed, std::move(errors));
  if (count == 0) return text;
  FLYTESPARK_TRY(begin, allocate(size));

  char* to = begin;
  std::size_t copied = 0;
  for (InputPlaceholders all(text); all.next(found); copied = found.end) {
    FLYTESPARK_TRY(value, inputs_.text(found.input));
    to = put(put(to, text.substr(copied, found.begin - copied)), value);
  }
  put(to, text.substr(copied));
  return std::string_view(begin, size);
}

ArgumentRenderer::Pieces ArgumentRenderer::replacement(ArgumentVariable name) {
  Pieces& pieces = replacements_[static_cast<std::size_t>(name)];
  if (pieces.empty()) pieces = cut_regex_replacement(value_of(name), arena_);
  return pieces;
}

std::string_view ArgumentRenderer::value_of(ArgumentVariable name) const {
  switch (name) {
    case ArgumentVariable::kInput:
      return values_.input_path;
    case ArgumentVariable::kOutputPrefix:
      return values_.output_prefix;
    case ArgumentVariable::kInputPrefix:
      return values_.input_prefix;
    case ArgumentVariable::kRawOutputDataPrefix:
      return values_.raw_output_prefix;
    case ArgumentVariable::kPrevCheckpointPrefix:
      if (values_.previous_checkpoint_prefix.empty()) return "\"\"";
      return values_.previous_checkpoint_prefix;
    case ArgumentVariable::kCheckpointOutputPrefix:
      return values_.checkpoint_prefix;
    case ArgumentVariable::kPerRetryUniqueKey:
      return per_retry_unique_key(values_.generated_name, arena_);
    case ArgumentVariable::kTaskTemplatePath:
      return values_.task_template_path;
    case ArgumentVariable::kNamespace:
      return values_.namespace_name;
  }
  return {};
}

Result<char*> ArgumentRenderer::allocate(std::size_t bytes) {
  if (bytes > kMaxRenderedBytes - rendered_bytes_) {
    return Error(Code::kLimit,
                 "with its placeholders replaced the text becomes too large: rendering "
                 "one list of arguments may produce " +
                     std::to_string(kMaxRenderedBytes) + " bytes");
  }
  rendered_bytes_ += bytes;
  return static_cast<char*>(arena_.allocate(bytes, 1));
}

}  // namespace flytespark
