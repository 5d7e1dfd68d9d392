// A secret that a task asks for.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "lib/base/arena.hpp"

namespace flytespark {

// flyteidl Secret.
struct Secret {
  std::string_view group;
  std::string_view group_version;
  std::string_view key;
  std::int32_t mount_requirement = 0;  // ANY 0, ENV_VAR 1, FILE 2
  std::string_view env_var;
};

// The secrets of a flyteidl SecurityContext. Throws protozero::exception where the message is cut
// off.
std::span<const Secret> read_secrets(std::string_view security_context, Arena& arena);

}  // namespace flytespark
