#include "lib/resolve/argument_template.hpp"

#include <string>
#include <vector>

#include "tests/unit/catch.hpp"
#include "tests/unit/resolve/literals.hpp"

using namespace flytespark;

namespace {

ArgumentValues typical_values() {
  ArgumentValues values;
  values.input_path = "s3://b/in/inputs.pb";
  values.output_prefix = "s3://b/out";
  values.input_prefix = "s3://b/in";
  values.raw_output_prefix = "s3://b/raw";
  values.checkpoint_prefix = "s3://b/ckpt";
  values.generated_name = "gen-name-0";
  values.task_template_path = "s3://b/task.pb";
  values.namespace_name = "ns";
  return values;
}

std::string rendered(const ArgumentValues& values, std::string_view text) {
  Arena arena;
  ArgumentRenderer renderer(values, arena);
  Value item = Value::string(text);
  auto list = renderer.render(Value::list({&item, 1}));
  return list ? std::string(list->items()[0].text()) : "error: " + list.error().message;
}

std::string rendered(std::string_view text) { return rendered(typical_values(), text); }

// What {{.Input}} gives for a value: the only value, or one that brings more placeholders.
std::string with_input_path(std::string_view path, std::string_view text) {
  ArgumentValues values = typical_values();
  values.input_path = path;
  return rendered(values, text);
}

std::string with_inputs(std::string_view literal_map, std::string_view text) {
  ArgumentValues values = typical_values();
  values.has_inputs = true;
  values.inputs = literal_map;
  return rendered(values, text);
}

Error error_with_inputs(std::string_view literal_map, const std::vector<std::string>& texts) {
  ArgumentValues values = typical_values();
  values.has_inputs = true;
  values.inputs = literal_map;
  Arena arena;
  ArgumentRenderer renderer(values, arena);
  std::vector<Value> items;
  for (const std::string& text : texts) items.push_back(Value::string(text));
  auto list = renderer.render(Value::list(items));
  REQUIRE_FALSE(list.has_value());
  return list.error();
}

struct Row {
  std::string text;
  std::string rendered;
};

const Row kNames[] = {
    {"{{.input}}", "s3://b/in/inputs.pb"},
    {"{{.outputPrefix}}", "s3://b/out"},
    {"{{.inputPrefix}}", "s3://b/in"},
    {"{{ $RawOutputDataPrefix }}", "s3://b/raw"},
    {"{{.checkpointOutputPrefix}}", "s3://b/ckpt"},
    {"{{.prevCheckpointPrefix}}", "\"\""},
    {"{{.perRetryUniqueKey}}", "gen_name_0"},
    {"{{.taskTemplatePath}}", "s3://b/task.pb"},
    {"{{.namespace}}", "ns"},
    {"a={{.Namespace}},b={{ $NAMESPACE\t}};", "a=ns,b=ns;"},
};

const Row kForms[] = {
    {"{{\t\n\f\r .namespace \r\f\n\t}}", "ns"},
    {"{{\v.namespace}}", "{{\v.namespace}}"},
    {"{{\xc2\xa0.namespace}}", "{{\xc2\xa0.namespace}}"},
    {"{{. namespace}}", "{{. namespace}}"},
    {"{{namespace}}", "{{namespace}}"},
    {"{{..namespace}}", "{{..namespace}}"},
    {"{{.namespaces}}", "{{.namespaces}}"},
    {"{{.name}}", "{{.name}}"},
    {"{{.unknown}} {{.namespace}}", "{{.unknown}} ns"},
    {"{.namespace}", "{.namespace}"},
    {"{{.namespace}", "{{.namespace}"},
    {"{{.namespace} }", "{{.namespace} }"},
    {"{{{.namespace}}}", "{ns}"},
    {"{{{{.namespace}}}}", "{{ns}}"},
    {"{{ {{.namespace}}", "{{ ns"},
    {"{{.checkpointOutputPrefixx}}", "{{.checkpointOutputPrefixx}}"},
    {"{{.name\xc5\xbfpace}} {{.ta\xc5\xbf\xe2\x84\xaaTemplatePath}}", "ns s3://b/task.pb"},
    {"{{.name\xc5}}", "{{.name\xc5}}"},
    {"{{", "{{"},
    {"{{.", "{{."},
    {"", ""},
};

// Input paths and what "<{{.input}}>" gives, as Go's regexp expands them.
const Row kDollars[] = {
    {"s3://b/$HOME/a$$b/${0}", "<s3://b//a$b/{{.input}}>"},
    {"$0$0", "<{{.input}}{{.input}}>"},
    {"a$1b", "<a>"},
    {"a${1}b", "<ab>"},
    {"$00", "<>"},
    {"${00}", "<>"},
    {"$0a", "<>"},
    {"$_x-y", "<-y>"},
    {"$", "<$>"},
    {"$-", "<$->"},
    {"$$$", "<$$>"},
    {"$$0", "<$0>"},
    {"${", "<${>"},
    {"${}", "<${}>"},
    {"${a-b}", "<${a-b}>"},
    {"${ab", "<${ab>"},
    {"$\xc3\xa9t\xc3\xa9/", "</>"},
    {"$\xe6\x97\xa5\xe6\x9c\xac.", "<.>"},
    {"$\xe2\x80\x94", "<$\xe2\x80\x94>"},
    {"$\xff", "<$\xff>"},
};

const Row kUniqueKeys[] = {
    {"0a.b-$1", "aa_b_1"},
    {"gen-name-0", "gen_name_0"},
    {"", ""},
    {"123", "a"},
    {"--a--b", "aa_b"},
    {"_a", "_a"},
    {"a-", "a_"},
    {"12ab..c", "aab_c"},
    {"\xc3\xa9-b", "ab"},
    {"b\xc3\xa9\xc3\xa9", "b_"},
    {"A1_", "A1_"},
};

}  // namespace

TEST_CASE("each placeholder gives its value") {
  for (const Row& row : kNames) CHECK(rendered(row.text) == row.rendered);
}

TEST_CASE("what is not exactly a placeholder stays") {
  for (const Row& row : kForms) CHECK(rendered(row.text) == row.rendered);
}

TEST_CASE("a dollar in a value is expanded as in a regular expression's replacement") {
  for (const Row& row : kDollars) CHECK(with_input_path(row.text, "<{{.input}}>") == row.rendered);
}

TEST_CASE("a reference to the match gives each placeholder as it is written") {
  CHECK(with_input_path("[$0]", "{{.input}}{{ $INPUT }}") == "[{{.input}}][{{ $INPUT }}]");
}

TEST_CASE("a unique key is the generated name as an identifier") {
  for (const Row& row : kUniqueKeys) {
    ArgumentValues values = typical_values();
    values.generated_name = row.text;
    CHECK(rendered(values, "{{.perRetryUniqueKey}}") == row.rendered);
  }
}

TEST_CASE("a value may bring a placeholder of a later name only") {
  CHECK(with_input_path("{{.outputPrefix}}", "{{.input}}") == "s3://b/out");
  CHECK(with_input_path("{{.input}}", "{{.input}}") == "{{.input}}");
  ArgumentValues values = typical_values();
  values.namespace_name = "{{.input}}";
  CHECK(rendered(values, "{{.namespace}}") == "{{.input}}");
}

TEST_CASE("a value may complete a placeholder of a later name") {
  CHECK(with_input_path("namespace", "{{.{{.input}}}}") == "ns");
  CHECK(with_input_path("", "{{.name{{.input}}space}}") == "ns");
}

TEST_CASE("a previous checkpoint is given when there is one") {
  ArgumentValues values = typical_values();
  values.previous_checkpoint_prefix = "s3://b/prev";
  CHECK(rendered(values, "{{.prevCheckpointPrefix}}") == "s3://b/prev");
}

TEST_CASE("inputs are rendered by name, in the case they are written") {
  std::string map = literals::map({{"x", literals::integer(42)}, {"X", literals::string("big")}});
  CHECK(with_inputs(map, "{{.inputs.x}} {{ $INPUTS.X }}") == "42 big");
  CHECK(with_inputs(map, "{{.Inputs.x\n}}{{.Inputs.x}}}") == "4242}");
  CHECK(with_inputs(map, "{{.Inputs. x}} {{.Inputs.}} {{.Inputs}}") ==
        "{{.Inputs. x}} {{.Inputs.}} {{.Inputs}}");
}

TEST_CASE("the value of an input is taken as it is") {
  std::string map = literals::map(
      {{"x", literals::string("$0 $$ {{.Inputs.y}} {{.input}}")}, {"y", literals::integer(1)}});
  CHECK(with_inputs(map, "{{.inputs.x}}") == "$0 $$ {{.Inputs.y}} {{.input}}");
}

TEST_CASE("a value may bring the placeholder of an input") {
  std::string map = literals::map({{"x", literals::integer(42)}});
  ArgumentValues values = typical_values();
  values.namespace_name = "{{.inputs.x}}";
  values.has_inputs = true;
  values.inputs = map;
  CHECK(rendered(values, "{{.namespace}}") == "42");
}

TEST_CASE("the name of an input may hold braces, and a placeholder in it is replaced first") {
  std::string map = literals::map({{"{{.x", literals::integer(7)}, {"ns", literals::integer(8)}});
  CHECK(with_inputs(map, "{{.Inputs.{{.x}}") == "7");
  CHECK(with_inputs(map, "{{.Inputs.{{.namespace}}}}") == "8");
  CHECK(with_inputs(map, "{{.Inputs.a}b}} {{.Inputs.ns}}") == "{{.Inputs.a}b}} 8");
}

TEST_CASE("of two inputs with one name the last counts") {
  std::string map = literals::map({{"x", literals::integer(1)}, {"x", literals::integer(2)}});
  CHECK(with_inputs(map, "{{.inputs.x}}") == "2");
}

TEST_CASE("without inputs their placeholders stay") {
  CHECK(rendered("{{.inputs.x}} {{.namespace}}") == "{{.inputs.x}} ns");
}

TEST_CASE("an input that is missing is an error also among no inputs") {
  Error error = error_with_inputs("", {"a", "b {{ .inputs.nope }}"});
  CHECK(error.code == Code::kBuildFailed);
  CHECK(error.message ==
        "0: input template [{{ .inputs.nope }}]: requested input is not found [nope]\r\n");
  CHECK(error.path == "/1");
  CHECK(error.document.empty());
  CHECK(error.reference_code.empty());
}

TEST_CASE("the errors of one string are collected, those of the next are not reached") {
  std::string map = literals::map({{"m", literals::message(3, "")}, {"x", literals::integer(1)}});
  Error error = error_with_inputs(
      map, {"{{.inputs.x}}", "{{.inputs.q}}{{.inputs.x}}{{.Inputs.m}}", "{{.inputs.z}}"});
  CHECK(error.message ==
        "0: input template [{{.inputs.q}}]: requested input is not found [q]\r\n"
        "1: input template [{{.Inputs.m}}]: failed to bind a value to inputName [m]: received an "
        "unexpected primitive type [*core.Literal_Map]\r\n");
  CHECK(error.path == "/1");
}

TEST_CASE("inputs that cannot be read are an error of the inputs, only when they are asked for") {
  CHECK(with_inputs("\x0a\x05", "{{.namespace}}") == "ns");
  for (const std::string& map : {std::string("\x0a\x05"), literals::map({{"\xff", ""}}),
                                 literals::map({{"x", "\x0a\x05"}})}) {
    Error error = error_with_inputs(map, {"{{.inputs.x}}"});
    CHECK(error.code == Code::kInvalidProtobuf);
    CHECK(error.document == "execution");
    CHECK(error.path.starts_with("/inputs"));
    CHECK(error.message.starts_with("unable to read input"));
  }
}

TEST_CASE("a list without placeholders is the same list") {
  Arena arena;
  ArgumentRenderer renderer(typical_values(), arena);
  Value items[] = {Value::string("a"), Value::string("{{.unknown}}"), Value()};
  auto list = renderer.render(Value::list(items));
  REQUIRE(list.has_value());
  CHECK(list->items().data() == items);
  CHECK(renderer.render(Value())->is_null());
  CHECK(renderer.render(Value::list({}))->is_list());
}

TEST_CASE("in a list with placeholders the other strings keep their bytes") {
  Arena arena;
  ArgumentRenderer renderer(typical_values(), arena);
  Value items[] = {Value::string("a"), Value::string("{{.namespace}}"), Value()};
  auto list = renderer.render(Value::list(items));
  REQUIRE(list.has_value());
  CHECK(list->items()[0].text().data() == items[0].text().data());
  CHECK(list->items()[1].text() == "ns");
  CHECK(list->items()[2].is_null());
  CHECK(items[1].text() == "{{.namespace}}");
}

TEST_CASE("what rendering may produce has a limit") {
  std::string nine_levels(2000, '.');
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "{{.input}}";
  CHECK(with_input_path(nine_levels, text).starts_with("error: with its placeholders replaced"));
}

TEST_CASE("hostile texts take time in proportion to their size") {
  std::string map = literals::map({{"x", literals::integer(1)}});
  for (std::string unit : {"{{{{ .", "{", "{{.Inputs.", "{{.Inputs.a ", "{{ ", "{{.input "}) {
    std::string text;
    while (text.size() < (1U << 20)) text += unit;
    CHECK(with_inputs(map, text) == text);
  }
}

TEST_CASE("a message that collects very many errors ends") {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "{{.inputs.x}}";
  CHECK(error_with_inputs("", {text}).message.size() < (2U << 20));
}
