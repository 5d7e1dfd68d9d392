#include "lib/task/task_template.hpp"

#include <protozero/pbf_writer.hpp>

#include "tests/unit/catch.hpp"

using namespace flytespark;

namespace {

using protozero::pbf_writer;

// A message whose fields `write` adds.
template <typename Write>
std::string message(const Write& write) {
  std::string bytes;
  pbf_writer writer(bytes);
  write(writer);
  return bytes;
}

TaskTemplate read(const std::string& bytes, Arena& arena) {
  auto task_template = read_task_template(bytes, arena);
  if (!task_template) FAIL(task_template.error().message);
  return *task_template;
}

Error error_of(const std::string& bytes) {
  Arena arena;
  auto task_template = read_task_template(bytes, arena);
  REQUIRE_FALSE(task_template.has_value());
  CHECK(task_template.error().code == Code::kInvalidProtobuf);
  return task_template.error();
}

}  // namespace

TEST_CASE("a message that comes twice is merged, a scalar is its last value", "[task_template]") {
  Arena arena;
  std::string bytes = message([](pbf_writer& w) {
    w.add_string(2, "first");
    w.add_string(2, "spark");
    w.add_message(6, message([](pbf_writer& c) {
                    c.add_string(1, "old");
                    c.add_string(3, "a");
                  }));
    w.add_message(6, message([](pbf_writer& c) {
                    c.add_string(1, "new");
                    c.add_string(3, "b");
                  }));
  });
  TaskTemplate task_template = read(bytes, arena);
  CHECK(task_template.type == "spark");
  CHECK(task_template.container.image == "new");
  CHECK(task_template.container.args.items().size() == 2);
}

TEST_CASE("of several targets the last counts, whole", "[task_template]") {
  Arena arena;
  std::string bytes = message([](pbf_writer& w) {
    w.add_message(6, message([](pbf_writer& c) { c.add_message(9, std::string("\x08\x01", 2)); }));
    w.add_message(18, std::string());
  });
  TaskTemplate task_template = read(bytes, arena);
  CHECK(task_template.target == TaskTemplate::Target::kSql);
  CHECK_FALSE(task_template.data_config.has_value());
}

TEST_CASE("unknown fields and fields of another wire type are skipped", "[task_template]") {
  Arena arena;
  std::string bytes = message([](pbf_writer& w) {
    w.add_int64(2, 5);    // type, but a number
    w.add_fixed64(3, 5);  // metadata, but eight bytes
    w.add_string(1000, "later");
    w.add_message(5, std::string());
  });
  TaskTemplate task_template = read(bytes, arena);
  CHECK(task_template.type.empty());
  CHECK(task_template.has_custom);
}

TEST_CASE("malformed bytes are refused with the message they lie in", "[task_template]") {
  CHECK(error_of("\x12").path.empty());
  CHECK(error_of("\x12\x7f").path.empty());
  CHECK(error_of(message([](pbf_writer& w) {
          w.add_message(3, std::string("\x62\x05", 2));
        })).path == "/metadata");
  CHECK(error_of(message([](pbf_writer& w) {
          w.add_message(4, std::string("\x0a\x05", 2));
        })).path == "/interface");
  CHECK(error_of(message([](pbf_writer& w) {
          w.add_message(6, std::string("\x0a\x05", 2));
        })).path == "/container");
  CHECK(error_of(message([](pbf_writer& w) {
          w.add_message(17, std::string("\x12\x05", 2));
        })).path == "/k8sPod");
  CHECK(error_of(message([](pbf_writer& w) {
          w.add_message(9, std::string("\x0a\x05", 2));
        })).path == "/extendedResources");
  CHECK(error_of(message([](pbf_writer& w) {
          w.add_message(5, std::string("\x0a\x05", 2));
        })).path.starts_with("/custom"));
}

TEST_CASE("text that is not UTF-8 is refused", "[task_template]") {
  Error error = error_of(message([](pbf_writer& w) { w.add_string(2, "\xff"); }));
  CHECK(error.message.find("not UTF-8") != std::string::npos);
}

TEST_CASE("every prefix of a template is a template or an error", "[task_template]") {
  std::string bytes = message([](pbf_writer& w) {
    w.add_string(2, "spark");
    w.add_message(6, message([](pbf_writer& c) {
                    c.add_string(1, "image");
                    c.add_message(4, message([](pbf_writer& r) {
                                    r.add_message(1, std::string("\x08\x01\x12\x01"
                                                                 "1",
                                                                 5));
                                  }));
                    c.add_message(5, message([](pbf_writer& e) { e.add_string(1, "K"); }));
                  }));
    w.add_message(16, message([](pbf_writer& e) {
                    e.add_string(1, "k");
                    e.add_string(2, "v");
                  }));
  });
  int whole = 0;
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    Arena arena;
    whole += read_task_template(std::string_view(bytes).substr(0, size), arena).has_value() ? 1 : 0;
  }
  CHECK(whole == 4);  // nothing, and the end of each of the three fields
}
