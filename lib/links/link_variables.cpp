#include "lib/links/link_variables.hpp"

#include <string_view>

namespace flytespark {

std::string_view container_id_in(std::string_view id_with_runtime) {
  constexpr std::string_view kSeparator = "://";
  auto first = id_with_runtime.find(kSeparator);
  if (first == std::string_view::npos) return id_with_runtime;
  std::string_view id = id_with_runtime.substr(first + kSeparator.size());
  return id.substr(0, id.find(kSeparator));
}

}  // namespace flytespark
