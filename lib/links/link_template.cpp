#include "lib/links/link_template.hpp"

#include <boost/container/small_vector.hpp>
#include <cstddef>
#include <span>
#include <string_view>

#include "lib/base/arena.hpp"
#include "lib/base/placeholder.hpp"
#include "lib/links/link_variables.hpp"

namespace flytespark {
namespace {

bool opens(std::string_view text) { return text.find("{{") != std::string_view::npos; }

}  // namespace

LinkTemplate cut_link_template(std::string_view text, Arena& arena) {
  LinkTemplate cut;
  cut.text = text;
  boost::container::small_vector<LinkTemplate::Piece, 8> pieces;
  Placeholder found;
  for (std::size_t at = 0; find_placeholder(text, at, kLinkVariableNames, found); at = found.end) {
    std::string_view before = text.substr(at, found.begin - at);
    pieces.push_back({before, text.substr(found.begin, found.end - found.begin),
                      static_cast<LinkVariable>(found.name)});
    cut.has_other_opening |= opens(before);
  }
  cut.rest = text.substr(found.end);
  cut.has_other_opening |= opens(cut.rest);
  cut.pieces = arena.copy(std::span<const LinkTemplate::Piece>(pieces.data(), pieces.size()));
  return cut;
}

std::string_view next_placeholder(std::string_view text, std::size_t& from) {
  for (;; ++from) {
    from = text.find("{{", from);
    if (from == std::string_view::npos) return {};
    std::size_t name = behind_placeholder_opening(text, from);
    if (name == 0) continue;
    std::size_t at = name;
    while (at < text.size() && text[at] != '{' && text[at] != '}' &&
           !is_placeholder_space(text[at])) {
      ++at;
    }
    std::size_t end = at == name ? 0 : behind_placeholder_end(text, at);
    if (end == 0) continue;
    std::string_view placeholder = text.substr(from, end - from);
    from = end;
    return placeholder;
  }
}

bool is_link_variable(std::string_view placeholder) {
  Placeholder found;
  return find_placeholder(placeholder, 0, kLinkVariableNames, found);
}

}  // namespace flytespark
