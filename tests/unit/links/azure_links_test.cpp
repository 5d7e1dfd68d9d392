#include <zlib.h>

#include <string>
#include <string_view>

#include "lib/base/arena.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/links/azure_query.hpp"
#include "lib/links/log_links.hpp"
#include "tests/unit/catch.hpp"

using namespace flytespark;

namespace {

// What a portal makes of the end of a link: unescaped, from base64, unpacked.
std::string unpacked(std::string_view encoded) {
  CHECK(encoded.find_first_of("+/=") == std::string_view::npos);
  std::string base64;
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    std::string_view escape = encoded.substr(i, 3);
    if (encoded[i] != '%') {
      base64 += encoded[i];
      continue;
    }
    REQUIRE((escape == "%2B" || escape == "%2F" || escape == "%3D"));
    base64 += escape == "%2B" ? '+' : escape == "%2F" ? '/' : '=';
    i += 2;
  }
  REQUIRE(base64.size() % 4 == 0);
  std::string packed;
  unsigned bits = 0;
  int count = 0;
  for (char c : base64.substr(0, base64.find('='))) {
    constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    auto digit = kDigits.find(c);
    REQUIRE(digit != std::string_view::npos);
    bits = bits << 6 | static_cast<unsigned>(digit);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    packed += static_cast<char>(bits >> count & 0xff);
  }
  CHECK(packed.starts_with("\x1f\x8b\x08"));
  std::string text(1 << 20, '\0');
  z_stream stream = {};
  REQUIRE(inflateInit2(&stream, 16 + 15) == Z_OK);  // gzip alone
  stream.next_in = reinterpret_cast<unsigned char*>(packed.data());
  stream.avail_in = static_cast<unsigned>(packed.size());
  stream.next_out = reinterpret_cast<unsigned char*>(text.data());
  stream.avail_out = static_cast<unsigned>(text.size());
  CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
  CHECK(stream.avail_in == 0);
  text.resize(stream.total_out);
  inflateEnd(&stream);
  return text;
}

LinkVariables variables_of_pod() {
  LinkVariables variables;
  variables[LinkVariable::kPodName] = "p";
  variables[LinkVariable::kNamespace] = "n";
  return variables;
}

class Azure {
 public:
  explicit Azure(LogTemplate entry, std::size_t uris = 1,
                 const LinkVariables& variables = variables_of_pod())
      : variables_(variables) {
    entry.template_uris = Value::list(std::span(kUris).first(uris));
    LogBlock block;
    block.azure_log_templates = {&entry, 1};
    LinkRenderer renderer(variables_, arena_);
    REQUIRE(
        render_log_links(cut_log_block(block, kFlyteV2, arena_), {}, renderer, logs_).has_value());
  }

  const TaskLogs& logs() const { return logs_; }
  std::string query() const {
    REQUIRE(logs_.size() == 1);
    REQUIRE(logs_[0].uri.starts_with(kUris[0].text()));
    return unpacked(logs_[0].uri.substr(kUris[0].text().size()));
  }

 private:
  static inline const Value kUris[] = {Value::string("https://portal/{{.podName}}?q="),
                                       Value::string("b:")};

  LinkVariables variables_;
  Arena arena_;
  TaskLogs logs_;
};

}  // namespace

TEST_CASE("a query is the template's own, filled in") {
  LogTemplate entry;
  entry.query_format = "pod == {{.podName}} in {{ $namespace }} of {{.podUID}}";
  CHECK(Azure(entry).query() == "pod == p in n of {{.podUID}}");
}

TEST_CASE("an empty query is a query") {
  LogTemplate entry;
  entry.query_format = "";
  CHECK(Azure(entry).query().empty());
}

TEST_CASE("a template without a query asks for the pod's container") {
  CHECK(Azure(LogTemplate()).query() ==
        "let StartTime = datetime_add('hour', -1, datetime(\"{{.podRFC3339StartTime}}\"));\n"
        "let FinishTime = datetime_add('hour', 1, datetime(\"{{.podRFC3339FinishTime}}\"));\n"
        "ContainerLogV2\n"
        "| where TimeGenerated between (StartTime .. FinishTime)\n"
        " and ContainerName == \"{{.containerName}}\"\n"
        " and PodName == \"p\"\n"
        " and PodNamespace == \"n\"");
}

TEST_CASE("neither the address nor the name of such a link is a template") {
  LogTemplate entry;
  entry.query_format = "q";
  entry.display_name = "Azure {{.podName}}";
  Azure azure(entry, 2);
  REQUIRE(azure.logs().size() == 2);
  CHECK(azure.logs()[0].uri.starts_with("https://portal/{{.podName}}?q="));
  CHECK(azure.logs()[1].uri.starts_with("b:"));
  CHECK(azure.logs()[0].name == "Azure {{.podName}}");
}

TEST_CASE("such a link is never ready, and what else its entry says is ignored") {
  LogTemplate entry;
  entry.name = "vscode";
  entry.link_type = "ide";
  entry.message_format = 1;
  entry.show_while_pending = true;
  entry.hide_once_finished = true;
  const Value dynamic[] = {Value::string("dynamic")};
  entry.dynamic_template_uris = Value::list(dynamic);
  Azure azure(entry);
  REQUIRE(azure.logs().size() == 1);
  const TaskLog& log = azure.logs()[0];
  CHECK_FALSE(log.ready);
  CHECK(log.name.empty());
  CHECK(log.message_format == 2);
  CHECK(log.link_type == LinkType::kExternal);
  CHECK_FALSE(log.show_while_pending);
  CHECK_FALSE(log.hide_once_finished);
}

TEST_CASE("the name of the log follows that of the link") {
  LogTemplate entry;
  entry.display_name = "A";
  LinkVariables variables;
  variables[LinkVariable::kLogName] = "(x {{.podName}})";
  CHECK(Azure(entry, 1, variables).logs()[0].name == "A(x {{.podName}})");
}

TEST_CASE("a placeholder that is left in a query is noticed") {
  LogTemplate entry;
  CHECK(Azure(entry, 2).logs()[1].has_placeholder);
  entry.query_format = "{{.podName}}";
  Azure filled(entry, 2);
  CHECK(filled.logs()[0].has_placeholder);  // in its address
  CHECK_FALSE(filled.logs()[1].has_placeholder);
}

TEST_CASE("any query comes back as it was") {
  std::string query;
  for (std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{3},
                           std::size_t{255}, std::size_t{70000}, std::size_t{1000000}}) {
    unsigned state = 1;
    while (query.size() < size) {
      state = state * 1664525 + 1013904223;
      query += static_cast<char>(state >> 24);
    }
    Arena arena;
    INFO(size);
    CHECK(unpacked(encode_azure_query(query, arena)) == query);
  }
}
