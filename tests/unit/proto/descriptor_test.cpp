#include "lib/proto/descriptor.hpp"

#include <set>

#include "tests/unit/catch.hpp"

using namespace flytespark::proto;

namespace {

void reach(const MessageType& type, std::set<const MessageType*>& reached) {
  if (!reached.insert(&type).second) return;
  for (const FieldType& field : type.fields) {
    if (field.message != nullptr) reach(*field.message, reached);
  }
}

std::set<const MessageType*> all_messages() {
  std::set<const MessageType*> all;
  for (const MessageType* root : {&kTaskTemplate, &kTaskExecutionIdentifier, &kLiteralMap,
                                  &kSecurityContext, &kExtendedResources}) {
    reach(*root, all);
  }
  return all;
}

}  // namespace

TEST_CASE("a JSON name is the proto name in lower camel case", "[proto]") {
  CHECK(is_json_name("image", "image"));
  CHECK(is_json_name("task_type_version", "taskTypeVersion"));
  CHECK(is_json_name("k8s_pod", "k8sPod"));
  CHECK(is_json_name("oauth2_client", "oauth2Client"));
  CHECK(is_json_name("ShowWhilePending", "ShowWhilePending"));
  CHECK_FALSE(is_json_name("k8s_pod", "k8s_pod"));
  CHECK_FALSE(is_json_name("k8s_pod", "k8sPods"));
  CHECK_FALSE(is_json_name("k8s_pod", "k8sPo"));
  CHECK_FALSE(is_json_name("k8s_pod", "K8sPod"));
  CHECK_FALSE(is_json_name("image", ""));
}

TEST_CASE("a field is found by both of its names and no other", "[proto]") {
  CHECK(find_field(kTaskTemplate, "k8s_pod")->number == 17);
  CHECK(find_field(kTaskTemplate, "k8sPod")->number == 17);
  CHECK(find_field(kTaskTemplate, "K8sPod") == nullptr);
  CHECK(find_field(kTaskTemplate, "") == nullptr);
  CHECK(find_field(kVoid, "x") == nullptr);
}

TEST_CASE(
    "every message has numbers in ascending order, unlike names, and the types its kinds need",
    "[proto]") {
  auto all = all_messages();
  CHECK(all.size() == 75);
  for (const MessageType* type : all) {
    INFO(type->name);
    CHECK(type->fields.size() <= 64);
    std::uint32_t before = 0;
    for (const FieldType& field : type->fields) {
      INFO(field.name);
      CHECK(field.number > before);
      before = field.number;
      CHECK(find_field(*type, field.name) == &field);
      CHECK((field.kind == Kind::kMessage) == (field.message != nullptr));
      CHECK((field.kind == Kind::kEnum) == (field.enumeration != nullptr));
      if (field.shape == Shape::kMapOrEntries) CHECK(field.message->fields[1].number == 2);
    }
  }
}

TEST_CASE("an enum name is found by its exact spelling", "[proto]") {
  const EnumType& names = *find_field(kResourceEntry, "name")->enumeration;
  CHECK(find_enum_name(names, "EPHEMERAL_STORAGE")->number == 5);
  CHECK(find_enum_name(names, "ephemeral_storage") == nullptr);
  CHECK(find_enum_name(names, "5") == nullptr);
}
