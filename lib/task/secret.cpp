// Source: flyteidl core/security.proto SecurityContext, Secret
#include "lib/task/secret.hpp"

#include <boost/container/small_vector.hpp>
#include <span>
#include <string_view>

#include "lib/base/arena.hpp"
#include "lib/proto/wire.hpp"

namespace flytespark {
namespace {

using namespace wire;

Secret read_secret(pbf_reader reader) {
  Secret secret;
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kBytes):
        secret.group = text(reader);
        break;
      case tag_and_type(2, kBytes):
        secret.group_version = text(reader);
        break;
      case tag_and_type(3, kBytes):
        secret.key = text(reader);
        break;
      case tag_and_type(4, kVarint):
        secret.mount_requirement = reader.get_int32();
        break;
      case tag_and_type(5, kBytes):
        secret.env_var = text(reader);
        break;
      default:
        reader.skip();
    }
  }
  return secret;
}

}  // namespace

std::span<const Secret> read_secrets(std::string_view security_context, Arena& arena) {
  boost::container::small_vector<Secret, 4> secrets;
  auto reader = message(security_context);
  while (reader.next()) {
    if (reader.tag_and_type() == tag_and_type(2, kBytes)) {
      secrets.push_back(read_secret(message(bytes(reader))));
    } else {
      reader.skip();
    }
  }
  return arena.copy(std::span<const Secret>(secrets.data(), secrets.size()));
}

}  // namespace flytespark
