#include <string>
#include <string_view>
#include <vector>

#include "flytespark.h"
#include "tests/capi/objects.hpp"
#include "tests/capi/verbs.hpp"
#include "tests/unit/catch.hpp"

using namespace flytespark::capi_test;

namespace {

constexpr std::string_view kBlocks = R"(plugins:
  logs: {kubernetes-template-uri: "http://k/{{ .namespace }}/{{ .podName }}"}
  spark:
    logs:
      mixed: {kubernetes-enabled: false, templates: [{displayName: M, templateUris: ["http://m"]}]}
      user: {templates: [{displayName: U, templateUris: ["http://u/{{ .podName }}"]}]}
      system: {templates: [{displayName: S, templateUris: ["http://s"]}]}
      all-user: {templates: [{displayName: A, templateUris: ["http://a"]}]}
)";

flytespark_code render(const OwnedPlugin& plugin, std::string_view request, OwnedBuffer& links,
                       OwnedError& error) {
  flytespark_buffer_release(&links.buffer);
  links.buffer = garbage_buffer();
  return flytespark_render_links(plugin.handle, request.data(), request.size(), &links.buffer,
                                 error.out());
}

// The logs of the answer.
std::string rendered(const OwnedPlugin& plugin, std::string_view request) {
  constexpr std::string_view kBegin = R"({"schema":"flytespark.links/v1","logs":)";
  OwnedBuffer links;
  OwnedError error;
  CHECK(render(plugin, request, links, error) == FLYTESPARK_OK);
  const std::string answer(links.view());
  CHECK_THAT(answer, Catch::StartsWith(std::string(kBegin)) && Catch::EndsWith("}"));
  return answer.substr(kBegin.size(), answer.size() - kBegin.size() - 1);
}

struct Example {
  const char* request;
  const char* logs;
};

const Example kExamples[] = {
    {"{}", R"([{"uri":"http://k/{{ .namespace }}/{{ .podName }}",)"
           R"("name":"Kubernetes Logs","messageFormat":"JSON","ready":true}])"},
    {R"({"block":"logs","variables":{"podName":"p","namespace":"n"}})",
     R"([{"uri":"http://k/n/p","name":"Kubernetes Logs",)"
     R"("messageFormat":"JSON","ready":true}])"},
    {R"({"block":"mixed"})", R"([{"uri":"http://m","name":"M","ready":true}])"},
    {R"({"block":"user","variables":{"podName":5}})",
     R"([{"uri":"http://u/5","name":"U","ready":true}])"},
    {R"({"block":"system"})", R"([{"uri":"http://s","name":"S","ready":true}])"},
    {R"({"block":"all-user"})",
     R"([{"uri":"http://a","name":"A","ShowWhilePending":true,"ready":true}])"},
    {R"({"block":{}})", "[]"},
    {R"({"block":{"templates":[{"displayName":"X","templateUris":["http://x/{{ .mine }}"]}]},)"
     R"("variables":{"mine":"yes"}})",
     R"([{"uri":"http://x/yes","name":"X","ready":true}])"},
    {R"({"block":"system","log_links":[{"name":"L","uri":"http://l","messageFormat":"JSON"}]})",
     R"([{"uri":"http://l","name":"L","messageFormat":"JSON","linkType":"DASHBOARD","ready":true},)"
     R"({"uri":"http://s","name":"S","ready":true}])"},
    {R"({"block":{"dynamic-log-links":{"vscode":{"displayName":"V","templateUris":["http://v"]}}},)"
     R"("vscode":true})",
     R"([{"uri":"http://v","name":"V","messageFormat":"JSON","linkType":"IDE","ready":true}])"},
    {R"({"block":{"dynamic-log-links":{"w":{"displayName":"W",)"
     R"("templateUris":["http://w/{{ .taskConfig.port }}"]}}},)"
     R"("task_config":{"link_type":"w","port":80}})",
     R"([{"uri":"http://w/80","name":"W","messageFormat":"JSON","ready":true}])"},
};

struct Fault {
  const char* request;
  flytespark_code code;
  const char* path;
};

const Fault kFaults[] = {
    {R"({"block":"pods"})", FLYTESPARK_INVALID_DOCUMENT, "/block"},
    {R"({"block":[]})", FLYTESPARK_INVALID_DOCUMENT, "/block"},
    {R"({"variables":{"podName":{}}})", FLYTESPARK_INVALID_DOCUMENT, "/variables/podName"},
    {R"({"variables":[]})", FLYTESPARK_INVALID_DOCUMENT, "/variables"},
    {R"({"vscode":"yes"})", FLYTESPARK_INVALID_DOCUMENT, "/vscode"},
    {R"({"task_config":{"a/b":false}})", FLYTESPARK_INVALID_DOCUMENT, "/task_config/a~1b"},
    {R"({"log_links":[{},{"uri":1}]})", FLYTESPARK_INVALID_DOCUMENT, "/log_links/1/uri"},
    {R"({"log_links":[{"messageFormat":"XML"}]})", FLYTESPARK_INVALID_DOCUMENT,
     "/log_links/0/messageFormat"},
    {R"({"block":{"templates":[{"templateUris":{"a":1}}]}})", FLYTESPARK_INVALID_CONFIG,
     "/block/templates/0/templateUris"},
    {R"({"block":{"kubernetes-enabled":"maybe"}})", FLYTESPARK_INVALID_CONFIG,
     "/block/kubernetes-enabled"},
};

std::int32_t visible(std::string_view link, std::string_view phase) {
  std::int32_t answer = 77;
  CHECK(flytespark_link_visible(link.data(), link.size(), phase.data(), phase.size(), &answer,
                                nullptr) == FLYTESPARK_OK);
  return answer;
}

}  // namespace

TEST_CASE("a request for links is answered by its block", "[capi]") {
  const OwnedPlugin plugin(nullptr, kBlocks);
  REQUIRE(plugin.code == FLYTESPARK_OK);
  for (const Example& example : kExamples) {
    CAPTURE(example.request);
    CHECK(rendered(plugin, example.request) == example.logs);
  }
}

TEST_CASE("a wrong request for links is named with its place", "[capi]") {
  const OwnedPlugin plugin(nullptr, kBlocks);
  for (const Fault& fault : kFaults) {
    CAPTURE(fault.request);
    OwnedBuffer links;
    OwnedError error;
    CHECK(render(plugin, fault.request, links, error) == fault.code);
    CHECK(links.is_empty());
    CHECK(error.code() == fault.code);
    CHECK(error.details() == R"({"schema":"flytespark.error/v1","document":"request","path":")" +
                                 std::string(fault.path) + R"(","retryable":false})");
  }
}

TEST_CASE("rendered links that become too large are refused", "[capi]") {
  const OwnedPlugin plugin;
  std::string uri;
  for (int i = 0; i < 12; ++i) uri += "{{ .podName }}";
  const std::string request = R"({"block":{},"log_links":[{"uri":")" + uri +
                              R"("}],"variables":{"podName":")" + std::string(7 << 20, 'p') +
                              "\"}}";
  OwnedBuffer links;
  OwnedError error;
  CHECK(render(plugin, request, links, error) == FLYTESPARK_LIMIT);
  CHECK(links.is_empty());
  CHECK(error.code() == FLYTESPARK_LIMIT);
}

TEST_CASE("the log hears of each rendered link that keeps a placeholder", "[capi]") {
  HostRecord record;
  const flytespark_host host = record.host();
  const OwnedPlugin plugin(&host, kBlocks);
  REQUIRE(record.logged.empty());
  rendered(plugin, R"({"block":"user"})");
  CHECK(record.logged == std::vector<std::string>{std::to_string(FLYTESPARK_LOG_DEBUG) +
                                                  R"( a log link keeps a placeholder {"name":"U",)"
                                                  R"("uri":"http://u/{{ .podName }}"})"});
  record.logged.clear();
  rendered(plugin, R"({"block":"user","variables":{"podName":"p"}})");
  CHECK(record.logged.empty());
}

TEST_CASE("a member of a request that nobody reads is a warning", "[capi]") {
  HostRecord record;
  const flytespark_host host = record.host();
  const OwnedPlugin plugin(&host);
  CHECK(rendered(plugin, R"({"block":{},"blocks":1})") == "[]");
  REQUIRE(record.logged.size() == 1);
  CHECK_THAT(record.logged.front(), Catch::StartsWith(std::to_string(FLYTESPARK_LOG_WARNING)));
  CHECK_THAT(record.logged.front(), Catch::EndsWith(R"({"document":"request","path":"/blocks"})"));
}

TEST_CASE("an exception from the log ends the rendering, and the plugin stays usable", "[capi]") {
  HostRecord record;
  const flytespark_host host = record.host();
  const OwnedPlugin plugin(&host, kBlocks);
  OwnedBuffer links;
  OwnedError error;
  record.log_throws = true;
  CHECK(render(plugin, R"({"block":"user"})", links, error) == FLYTESPARK_INTERNAL);
  CHECK(links.is_empty());
  CHECK_THAT(error.message(), Catch::Contains("log is broken"));
  record.log_throws = false;
  CHECK(render(plugin, R"({"block":"user"})", links, error) == FLYTESPARK_OK);
  CHECK(record.asked_for_time == 0);
}

TEST_CASE("a link is shown from its start to its end", "[capi]") {
  const std::string_view pending = R"({"ShowWhilePending":true})";
  const std::string_view hidden = R"({"HideOnceFinished":true,"later":[1]})";
  for (const char* phase : {"Queued", "Initializing"}) {
    CAPTURE(phase);
    CHECK(visible("{}", phase) == 0);
    CHECK(visible(pending, phase) == 1);
    CHECK(visible(hidden, phase) == 0);
  }
  for (const char* phase : {"Undefined", "Running"}) {
    CAPTURE(phase);
    CHECK(visible("{}", phase) == 1);
    CHECK(visible(hidden, phase) == 1);
  }
  for (const char* phase : {"Success", "RetryableFailure", "PermanentFailure", "Aborted"}) {
    CAPTURE(phase);
    CHECK(visible("{}", phase) == 1);
    CHECK(visible(pending, phase) == 1);
    CHECK(visible(hidden, phase) == 0);
  }
}

TEST_CASE("the logs of a status can be asked about as they are", "[capi]") {
  const OwnedPlugin plugin(nullptr, kBlocks);
  const std::string logs = rendered(plugin, R"({"block":"all-user"})");
  CHECK(visible(std::string_view(logs).substr(1, logs.size() - 2), "Queued") == 1);
}

TEST_CASE("a phase that does not exist is refused by name", "[capi]") {
  for (const std::string_view phase :
       {std::string_view(), std::string_view("queued"), std::string_view("Queued\0", 7),
        std::string_view("\"Queued\""), std::string_view("\xff")}) {
    CAPTURE(phase);
    std::int32_t answer = 77;
    OwnedError error;
    CHECK(flytespark_link_visible("{}", 2, phase.data(), phase.size(), &answer, error.out()) ==
          FLYTESPARK_INVALID_DOCUMENT);
    CHECK(answer == 0);
    CHECK(error.code() == FLYTESPARK_INVALID_DOCUMENT);
    CHECK_THAT(error.details(), Catch::Contains(R"("document":"phase","path":"")"));
  }
}

TEST_CASE("a link that is wrong is named with its place", "[capi]") {
  const std::string_view link = R"({"ShowWhilePending":"true"})";
  std::int32_t answer = 77;
  OwnedError error;
  CHECK(flytespark_link_visible(link.data(), link.size(), "Queued", 6, &answer, error.out()) ==
        FLYTESPARK_INVALID_DOCUMENT);
  CHECK(answer == 0);
  CHECK_THAT(error.details(), Catch::Contains(R"("document":"link","path":"/ShowWhilePending")"));
}

TEST_CASE("texts about links need no NUL behind them", "[capi]") {
  const OwnedPlugin plugin;
  for (const Verb& verb : link_verbs()) check_texts_need_no_nul(verb, {plugin.handle, nullptr});
}

TEST_CASE("links need a plugin, a place for the answer, and texts that are there", "[capi]") {
  const OwnedPlugin plugin;
  for (const Verb& verb : link_verbs()) check_pointers(verb, {plugin.handle, nullptr});
}

TEST_CASE("texts about links are refused by name when they are too large or too deep", "[capi]") {
  const OwnedPlugin plugin;
  for (const Verb& verb : link_verbs()) check_limits(verb, {plugin.handle, nullptr});
}

TEST_CASE("texts about links are refused by name when they are no JSON object", "[capi]") {
  const OwnedPlugin plugin;
  for (const Verb& verb : link_verbs()) check_json(verb, {plugin.handle, nullptr});
}

TEST_CASE("eight threads render links by one plugin at once", "[capi]") {
  const OwnedPlugin plugin;
  for (const Verb& verb : link_verbs()) check_threads(verb, {plugin.handle, nullptr});
}
