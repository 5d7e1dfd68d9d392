// The functions that read texts and give one answer, as a table; and what all of them promise:
// texts without a NUL, refusals by name, empty answers on failure, many threads at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "flytespark.h"
#include "tests/capi/objects.hpp"
#include "tests/unit/catch.hpp"

namespace flytespark::capi_test {

// A text as a function is given it.
struct Text {
  const char* data;
  std::size_t size;
};

// A text that a function takes: its name in flytespark.h, and one that the function can work with.
struct Input {
  enum class Kind { kJson, kJsonOrEmpty, kOther };

  const char* name;
  Kind kind;
  std::string good;
};

// A place for an answer of any type, with garbage in all of them.
struct Answer {
  Answer() { buffer.buffer = garbage_buffer(); }
  // One of them was written, and as it is when a call fails.
  bool is_empty() const {
    return int{buffer.is_empty()} + int{number == 0} + int{large_number == 0} == 1;
  }
  std::string text() const {
    if (buffer.buffer.release != nullptr) return std::string(buffer.view());
    return std::to_string(number) + " " + std::to_string(large_number);
  }

  OwnedBuffer buffer;
  std::int32_t number = 77;
  std::int64_t large_number = 77;
};

struct Handles {
  const flytespark_plugin* plugin = nullptr;
  const flytespark_task* task = nullptr;
};

// A function that reads texts. It needs the handle of that name, if any, and a place for its
// answer; `answer` may be null.
struct Verb {
  const char* name;
  const char* handle;
  const char* output;
  std::vector<Input> inputs;
  flytespark_code (*call)(const Handles& handles, const Text* texts, Answer* answer,
                          flytespark_error** error);

  std::vector<Text> good_texts() const {
    std::vector<Text> texts;
    for (const Input& input : inputs) texts.push_back({input.good.data(), input.good.size()});
    return texts;
  }
};

inline flytespark_buffer* buffer_of(Answer* answer) {
  return answer == nullptr ? nullptr : &answer->buffer.buffer;
}
inline std::int32_t* number_of(Answer* answer) {
  return answer == nullptr ? nullptr : &answer->number;
}
inline std::int64_t* large_number_of(Answer* answer) {
  return answer == nullptr ? nullptr : &answer->large_number;
}

inline std::vector<Verb> observing_verbs() {
  using Kind = Input::Kind;
  const Input application = {"application", Kind::kJson, std::string(kApplication)};
  return {
      {"observe",
       "task",
       "status",
       {application,
        {"driver_pod", Kind::kJsonOrEmpty,
         R"({"metadata":{"name":"app-1-driver","namespace":"ns"},"status":{"phase":"Running"}})"},
        {"previous", Kind::kJsonOrEmpty, R"({"phase":"Running","reason":"r","version":3})"}},
       [](const Handles& handles, const Text* texts, Answer* answer, flytespark_error** error) {
         return flytespark_observe(handles.task, texts[0].data, texts[0].size, texts[1].data,
                                   texts[1].size, texts[2].data, texts[2].size, kNow,
                                   buffer_of(answer), error);
       }},
      {"is_terminal",
       nullptr,
       "terminal",
       {application},
       [](const Handles&, const Text* texts, Answer* answer, flytespark_error** error) {
         return flytespark_is_terminal(texts[0].data, texts[0].size, number_of(answer), error);
       }},
      {"completion_time",
       nullptr,
       "unix_ms",
       {application},
       [](const Handles&, const Text* texts, Answer* answer, flytespark_error** error) {
         return flytespark_completion_time(texts[0].data, texts[0].size, large_number_of(answer),
                                           error);
       }},
  };
}

inline std::vector<Verb> link_verbs() {
  using Kind = Input::Kind;
  return {
      {"render_links",
       "plugin",
       "links",
       {{"request", Kind::kJson,
         R"({"variables":{"podName":"p"},)"
         R"("log_links":[{"name":"n","uri":"http://{{ .podName }}"}]})"}},
       [](const Handles& handles, const Text* texts, Answer* answer, flytespark_error** error) {
         return flytespark_render_links(handles.plugin, texts[0].data, texts[0].size,
                                        buffer_of(answer), error);
       }},
      {"link_visible",
       nullptr,
       "visible",
       {{"link", Kind::kJson, R"({"uri":"http://h","ShowWhilePending":true})"},
        {"phase", Kind::kOther, "Queued"}},
       [](const Handles&, const Text* texts, Answer* answer, flytespark_error** error) {
         return flytespark_link_visible(texts[0].data, texts[0].size, texts[1].data, texts[1].size,
                                        number_of(answer), error);
       }},
  };
}

// Made once, by the first who asks.
inline const flytespark_error* some_failure() {
  static OwnedError failure;
  std::int32_t terminal = 0;
  if (failure.error == nullptr) flytespark_is_terminal("", 0, &terminal, failure.out());
  return failure.error;
}

inline std::vector<Verb> managing_verbs() {
  using Kind = Input::Kind;
  some_failure();  // before anyone counts allocations
  const Input api_status = {"api_status", Kind::kJson, R"({"code":404,"message":"gone"})"};
  return {
      {"classify_build_error",
       "plugin",
       "verdict",
       {},
       [](const Handles& handles, const Text*, Answer* answer, flytespark_error** error) {
         return flytespark_classify_build_error(handles.plugin, some_failure(), buffer_of(answer),
                                                error);
       }},
      {"classify_create_error",
       "plugin",
       "verdict",
       {api_status},
       [](const Handles& handles, const Text* texts, Answer* answer, flytespark_error** error) {
         return flytespark_classify_create_error(handles.plugin, texts[0].data, texts[0].size,
                                                 buffer_of(answer), error);
       }},
      {"classify_get_error",
       "task",
       "verdict",
       {api_status},
       [](const Handles& handles, const Text* texts, Answer* answer, flytespark_error** error) {
         return flytespark_classify_get_error(handles.task, texts[0].data, texts[0].size,
                                              buffer_of(answer), error);
       }},
      {"conclude",
       "task",
       "concluded",
       {{"status", Kind::kJson, R"({"info":{},"phase":"Success","reason":"","version":0})"},
        {"application", Kind::kJson, std::string(kApplication)},
        {"error_document", Kind::kOther,
         "\x0a\x06\x0a\x01"
         "c\x12\x01m"}},
       [](const Handles& handles, const Text* texts, Answer* answer, flytespark_error** error) {
         return flytespark_conclude(handles.task, texts[0].data, texts[0].size, texts[1].data,
                                    texts[1].size, texts[2].data, texts[2].size, buffer_of(answer),
                                    error);
       }},
      {"ingress_url",
       nullptr,
       "url",
       {{"format", Kind::kOther, "{{$appName}}.example/{{$appNamespace}}"},
        {"application", Kind::kJson, std::string(kApplication)}},
       [](const Handles&, const Text* texts, Answer* answer, flytespark_error** error) {
         return flytespark_ingress_url(texts[0].data, texts[0].size, texts[1].data, texts[1].size,
                                       buffer_of(answer), error);
       }},
  };
}

inline std::string answer_of(const Verb& verb, const Handles& handles) {
  Answer answer;
  if (verb.call(handles, verb.good_texts().data(), &answer, nullptr) != FLYTESPARK_OK) return {};
  return answer.text();
}

// An error of a document says which, and of a text as a whole that it is the whole.
inline void check_refused(const Verb& verb, const Handles& handles, const std::vector<Text>& texts,
                          flytespark_code code, std::string_view document) {
  Answer answer;
  OwnedError error;
  CHECK(verb.call(handles, texts.data(), &answer, error.out()) == code);
  CHECK(error.code() == code);
  CHECK(!error.message().empty());
  CHECK(answer.is_empty());
  const std::string named = "\"document\":\"" + std::string(document) + "\",\"path\":\"";
  CHECK((error.details().find(named) != std::string::npos) == !document.empty());
  CHECK((error.details().find("\"document\"") != std::string::npos) == !document.empty());
  CHECK(verb.call(handles, texts.data(), &answer, nullptr) == code);
}

inline void check_texts_need_no_nul(const Verb& verb, const Handles& handles) {
  CAPTURE(verb.name);
  const std::string expected = answer_of(verb, handles);
  REQUIRE(!expected.empty());
  std::vector<std::unique_ptr<AtTheEdge>> at_the_edge;
  std::vector<Text> texts;
  for (const Input& input : verb.inputs) {
    at_the_edge.push_back(std::make_unique<AtTheEdge>(input.good));
    texts.push_back({at_the_edge.back()->data(), at_the_edge.back()->size()});
  }
  Answer answer;
  OwnedError error;
  error.error = garbage<flytespark_error>();
  CHECK(verb.call(handles, texts.data(), &answer, &error.error) == FLYTESPARK_OK);
  CHECK(error.error == nullptr);
  CHECK(answer.text() == expected);
}

inline void check_pointers(const Verb& verb, const Handles& handles) {
  CAPTURE(verb.name);
  const std::vector<Text> good = verb.good_texts();
  OwnedError error;
  CHECK(verb.call(handles, good.data(), nullptr, error.out()) == FLYTESPARK_INVALID_ARGUMENT);
  CHECK(error.message() == std::string(verb.output) + " is NULL");
  CHECK(verb.call(handles, good.data(), nullptr, nullptr) == FLYTESPARK_INVALID_ARGUMENT);
  if (verb.handle != nullptr) {
    Answer answer;
    CHECK(verb.call(Handles(), good.data(), &answer, error.out()) == FLYTESPARK_INVALID_ARGUMENT);
    CHECK(error.message() == std::string(verb.handle) + " is NULL");
    CHECK(answer.is_empty());
  }
  for (std::size_t i = 0; i < good.size(); ++i) {
    CAPTURE(verb.inputs[i].name);
    for (const std::size_t size : {std::size_t{1}, ~std::size_t{0}}) {
      std::vector<Text> texts = good;
      texts[i] = {nullptr, size};
      check_refused(verb, handles, texts, FLYTESPARK_INVALID_ARGUMENT, "");
    }
  }
}

// The large sizes are lies: a size is judged before its bytes are looked at.
inline void check_limits(const Verb& verb, const Handles& handles) {
  CAPTURE(verb.name);
  const std::string deepest = "{\"unknown\":" + std::string(FLYTESPARK_MAX_DEPTH, '[') +
                              std::string(FLYTESPARK_MAX_DEPTH, ']') + "}";
  for (std::size_t i = 0; i < verb.inputs.size(); ++i) {
    const Input& input = verb.inputs[i];
    CAPTURE(input.name);
    std::vector<Text> texts = verb.good_texts();
    for (const std::size_t size :
         {std::size_t{FLYTESPARK_MAX_DOCUMENT_BYTES} + 1, ~std::size_t{0}}) {
      texts[i] = {input.good.data(), size};
      check_refused(verb, handles, texts, FLYTESPARK_LIMIT, input.name);
    }
    if (input.kind == Input::Kind::kOther) continue;
    texts[i] = {deepest.data(), deepest.size()};
    check_refused(verb, handles, texts, FLYTESPARK_LIMIT, input.name);

    std::string largest = input.good;
    largest.resize(FLYTESPARK_MAX_DOCUMENT_BYTES, ' ');
    texts[i] = {largest.data(), largest.size()};
    Answer answer;
    CHECK(verb.call(handles, texts.data(), &answer, nullptr) == FLYTESPARK_OK);
  }
}

inline void check_json(const Verb& verb, const Handles& handles) {
  CAPTURE(verb.name);
  for (std::size_t i = 0; i < verb.inputs.size(); ++i) {
    const Input& input = verb.inputs[i];
    CAPTURE(input.name);
    if (input.kind == Input::Kind::kOther) continue;
    std::vector<Text> texts = verb.good_texts();
    for (const std::string_view bad : {"[]", "{", "{} {}", "{\"\xff\":1}", "{\"a\":1,\"a\":2}"}) {
      CAPTURE(bad);
      texts[i] = {bad.data(), bad.size()};
      check_refused(verb, handles, texts, FLYTESPARK_INVALID_JSON, input.name);
    }
    for (const char* nothing : {static_cast<const char*>(nullptr), ""}) {
      texts[i] = {nothing, 0};
      if (input.kind == Input::Kind::kJson) {
        check_refused(verb, handles, texts, FLYTESPARK_INVALID_JSON, input.name);
        continue;
      }
      Answer answer;
      CHECK(verb.call(handles, texts.data(), &answer, nullptr) == FLYTESPARK_OK);
    }
  }
}

inline void check_threads(const Verb& verb, const Handles& handles) {
  constexpr int kThreads = 8;
  constexpr int kCalls = 50;
  CAPTURE(verb.name);
  const std::string expected = answer_of(verb, handles);
  REQUIRE(!expected.empty());
  std::vector<int> equal(kThreads, 0);
  std::vector<std::thread> threads;
  for (int& count : equal) {
    threads.emplace_back([&] {
      for (int i = 0; i < kCalls; ++i) count += answer_of(verb, handles) == expected ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(equal == std::vector<int>(kThreads, kCalls));
}

}  // namespace flytespark::capi_test
