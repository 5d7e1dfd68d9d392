#include "lib/observe/quota.hpp"

#include <boost/container/small_vector.hpp>
#include <cstddef>
#include <string_view>

#include "lib/base/arena.hpp"
#include "lib/k8s/quantity.hpp"

namespace flytespark {
namespace {

struct Amount {
  std::string_view resource;
  const k8s::Quantity* quantity;
};
using Amounts = boost::container::small_vector<Amount, 4>;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_alphanumeric(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

// The longest beginning of `text` of such characters, taken away from it.
template <typename Is>
std::string_view take_while(std::string_view& text, Is is) {
  std::size_t size = 0;
  while (size < text.size() && is(text[size])) ++size;
  std::string_view taken = text.substr(0, size);
  text.remove_prefix(size);
  return taken;
}

// One `limits.cpu=7`, and the commas behind it.
bool take_amount(std::string_view& text, std::string_view kind, Arena& arena, Amounts& amounts) {
  std::string_view rest = text;
  if (!rest.starts_with(kind) || rest.size() == kind.size()) return false;
  bool has_dot = rest[kind.size()] == '.';
  rest.remove_prefix(kind.size() + 1);
  std::string_view resource = take_while(rest, is_letter);
  if (resource.empty() || !rest.starts_with('=')) return false;
  rest.remove_prefix(1);
  std::string_view amount = take_while(rest, is_alphanumeric);
  if (amount.empty()) return false;
  take_while(rest, [](char c) { return c == ','; });
  text = rest;
  auto quantity = k8s::parse_quantity(amount, arena);
  if (has_dot && quantity) amounts.push_back({resource, *quantity});
  return true;
}

// What follows the first `heading` that such amounts follow.
Amounts amounts_behind(std::string_view message, std::string_view heading, std::string_view kind,
                       Arena& arena) {
  Amounts amounts;
  for (std::size_t at = message.find(heading); at != std::string_view::npos;
       at = message.find(heading, at + 1)) {
    std::string_view rest = message.substr(at + heading.size());
    if (!take_amount(rest, kind, arena, amounts)) continue;
    while (take_amount(rest, kind, arena, amounts)) {
    }
    break;
  }
  return amounts;
}

}  // namespace

bool exceeds_whole_quota(std::string_view message) {
  Arena arena;
  for (std::string_view kind : {"limits", "requests"}) {
    Amounts limited = amounts_behind(message, "limited: ", kind, arena);
    for (const Amount& requested : amounts_behind(message, "requested: ", kind, arena)) {
      for (const Amount& limit : limited) {
        if (limit.resource == requested.resource &&
            k8s::compare(*requested.quantity, *limit.quantity) >= 0) {
          return true;
        }
      }
    }
  }
  return false;
}

}  // namespace flytespark
