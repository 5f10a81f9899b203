#include "base/json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/permission.hpp"

namespace vefa {
namespace json_test {

struct CaseTag {
  static constexpr std::string_view kPrefix = "cas";
};
enum class Kind { Question, BrokenPart };
BOOST_DESCRIBE_ENUM(Kind, Question, BrokenPart)

struct Contact {
  Text<20, 1> phone;
  std::optional<Text<5>> label;
};
BOOST_DESCRIBE_STRUCT(Contact, (), (phone, label))

struct Input {
  Text<10, 2> name;
  std::int64_t count = 0;
  std::int32_t small = 0;
  double ratio = 0;
  bool urgent = false;
  Kind kind = Kind::Question;
  Id<CaseTag> parent;
  Instant at;
  LocalDate on;
  Language language = Language::En;
  List<Contact, 2> contacts;
  std::map<std::string, Text<3>> fields;
  std::optional<JsonObject> payload;
};
BOOST_DESCRIBE_STRUCT(Input, (),
                      (name, count, small, ratio, urgent, kind, parent, at, on, language, contacts,
                       fields, payload))

/// A row whose lists have defaults, used as a body.
struct Defaults {
  std::vector<std::string> words = {"a", "b"};
  std::map<std::string, std::string> names = {{"en", "x"}};
};
BOOST_DESCRIBE_STRUCT(Defaults, (), (words, names))

std::string const kGood =
    R"({"name":"Işıl","count":9007199254740992,"small":-7,"ratio":0.25,"urgent":true,)"
    R"("kind":"broken_part","parent":"cas_0000000000011","at":"2026-11-22T06:00:00.000Z",)"
    R"("on":"2026-11-22","language":"hu","contacts":[{"phone":"+36 1","label":null}],)"
    R"("fields":{"colour":"kék"},"payload":{"a":[1,2]}})";

/// The good input with one member replaced (or added), as JSON text.
std::string with(std::string const& member, std::string const& json) {
  auto object = parse_json(kGood).value().as_object();
  object[member] = parse_json(json).value();
  return boost::json::serialize(object);
}

/// `path key` of each refusal.
std::vector<std::string> refusals(std::string const& text) {
  auto const result = from_json_text<Input>(text);
  if (result.ok()) return {};
  EXPECT_EQ(result.error().code, Code::Invalid);
  std::vector<std::string> all{result.error().field + " " + result.error().key};
  for (auto const& also : result.error().also) all.push_back(also.field + " " + also.key);
  return all;
}

std::string argument(std::string const& text, std::string const& name) {
  auto const result = from_json_text<Input>(text);
  if (!result.ok())
    for (auto const& [key, value] : result.error().args)
      if (key == name) return value;
  return "(none)";
}

TEST(Json, what_is_decoded_is_encoded_the_same) {
  auto const input = from_json_text<Input>(kGood);
  ASSERT_TRUE(input.ok()) << input.error().field << input.error().key;
  EXPECT_EQ(input->kind, Kind::BrokenPart);
  EXPECT_EQ(input->small, -7);
  EXPECT_EQ(input->contacts[0].phone.value, "+36 1");
  EXPECT_EQ(to_json_text(*input), kGood);
}

TEST(Json, a_list_that_is_sent_takes_the_place_of_its_default) {
  auto const read = from_json_text<Defaults>(R"({"words": ["c"], "names": {"tr": "y"}})");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(to_json_text(*read), R"({"words":["c"],"names":{"tr":"y"}})");
}

TEST(Json, each_refusal_names_its_field_and_reason) {
  struct Row {
    char const* member;
    char const* json;
    char const* refusal;
  };
  for (Row const& row : {
           Row{"name", "5", "name wire.wrong_type"},
           Row{"name", "null", "name wire.required"},
           Row{"name", R"("x")", "name wire.too_short"},
           Row{"name", R"("  x  ")", "name wire.too_short"},
           Row{"name", R"("ığüşöçİĞÜŞÖ")", "name wire.too_long"},
           Row{"count", "1.0", "count wire.wrong_type"},
           Row{"count", R"("1")", "count wire.wrong_type"},
           Row{"count", "9007199254740993", "count wire.out_of_range"},
           Row{"count", "18446744073709551615", "count wire.out_of_range"},
           Row{"small", "2147483648", "small wire.out_of_range"},
           Row{"ratio", R"("0.5")", "ratio wire.wrong_type"},
           Row{"urgent", "1", "urgent wire.wrong_type"},
           Row{"kind", R"("BrokenPart")", "kind wire.not_one_of"},
           Row{"kind", "1", "kind wire.wrong_type"},
           Row{"parent", R"("cus_0000000000011")", "parent wire.bad_id"},
           Row{"parent", "11", "parent wire.wrong_type"},
           Row{"at", R"("yesterday")", "at wire.bad_instant"},
           Row{"at", "1795327200000", "at wire.wrong_type"},
           Row{"on", R"("2026-02-30")", "on wire.bad_date"},
           Row{"language", R"("de")", "language wire.bad_language"},
           Row{"contacts", "{}", "contacts wire.wrong_type"},
           Row{"contacts", "[{},{},{}]", "contacts wire.too_many_items"},
           Row{"contacts", R"([{"phone":"1"},{"phone":""}])", "contacts[1].phone wire.too_short"},
           Row{"contacts", R"([{"phone":"1","label":"too long"}])",
               "contacts[0].label wire.too_long"},
           Row{"contacts", R"([{"phone":"1","fax":"2"}])", "contacts[0].fax wire.unknown_field"},
           Row{"fields", R"({"size":"much"})", "fields.size wire.too_long"},
           Row{"payload", "[1]", "payload wire.wrong_type"},
           Row{"extra", "1", "extra wire.unknown_field"},
       })
    EXPECT_THAT(refusals(with(row.member, row.json)), testing::ElementsAre(row.refusal))
        << row.json;
}

TEST(Json, a_refusal_says_what_would_have_been_right) {
  EXPECT_EQ(argument(with("kind", R"("x")"), "allowed"), "question, broken_part");
  EXPECT_EQ(argument(with("parent", R"("x")"), "expected"), "cas_…");
  EXPECT_EQ(argument(with("name", R"("x")"), "limit"), "2");
  EXPECT_EQ(argument(with("small", "9999999999"), "max"), "2147483647");
  EXPECT_EQ(argument(with("language", R"("de")"), "allowed"), "en, tr, hu, he");
  EXPECT_EQ(argument(with("urgent", "1"), "expected"), "boolean");
}

TEST(Json, all_faults_are_told_at_once) {
  EXPECT_THAT(
      refusals(R"({"name":"x","contacts":[{"phone":5}],"extra":1})"),
      testing::IsSupersetOf({"name wire.too_short", "count wire.required",
                             "contacts[0].phone wire.wrong_type", "extra wire.unknown_field"}));
}

TEST(Json, rubbish_gets_a_short_answer) {
  auto object = parse_json(kGood).value().as_object();
  for (int i = 0; i < 200; ++i) object["x" + std::to_string(i)] = i;
  EXPECT_EQ(refusals(boost::json::serialize(object)).size(), 20u);
  object = parse_json(kGood).value().as_object();
  object[std::string(5000, 'x')] = 1;
  EXPECT_LT(refusals(boost::json::serialize(object)).at(0).size(), 100u);
}

TEST(Json, an_empty_body_and_a_list_are_refused_as_a_whole) {
  EXPECT_THAT(refusals(""), testing::ElementsAre(" wire.bad_json"));
  EXPECT_THAT(refusals("[]"), testing::ElementsAre(" wire.wrong_type"));
  EXPECT_THAT(refusals("{} {}"), testing::ElementsAre(" wire.bad_json"));
}

TEST(Json, text_that_is_no_json_says_at_which_byte) {
  auto const result = parse_json(R"({"a": nil})");
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().key, "wire.bad_json");
  EXPECT_EQ(result.error().args, (Args{{"at", "6"}}));
  EXPECT_EQ(parse_json("\"\xC3\"").error().key, "wire.bad_utf8");
  EXPECT_EQ(parse_json(R"("\ud800")").error().key, "wire.bad_json");
}

TEST(Json, nesting_is_bounded) {
  auto const nested = [](int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']');
  };
  EXPECT_TRUE(parse_json(nested(32)).ok());
  EXPECT_EQ(parse_json(nested(33)).error().key, "wire.bad_json");
  EXPECT_FALSE(parse_json(std::string(1000000, '[')).ok());
}

TEST(Json, texts_are_normalised_and_trimmed) {
  auto const input = from_json_text<Input>(with("name", R"(" u\u0308\u0000b\u200f ")"));
  ASSERT_TRUE(input.ok());
  EXPECT_EQ(input->name.value, "\u00FCb");
}

TEST(Json, text_from_elsewhere_that_is_not_utf8_is_refused) {
  wire::Problems problems;
  std::string out;
  EXPECT_FALSE(wire::read_text(Json("a\xFF"), "q", 0, 10, out, problems));
  EXPECT_EQ(problems.take().key, "wire.bad_utf8");
}

TEST(Json, strings_are_escaped_so_that_they_read_back) {
  std::string every;
  for (int c = 0; c < 0x80; ++c) every += static_cast<char>(c);
  every += "ığ😀\u2028";
  std::string out;
  wire::append_string(out, every);
  EXPECT_EQ(parse_json(out).value().as_string(), every);
}

TEST(Json, numbers_read_back_exactly) {
  for (double const number : {0.1, 1e300, -2.5, 1.0 / 3, 2.3e-308}) {
    std::string out;
    wire::append_number(out, number);
    EXPECT_EQ(std::stod(out), number) << out;
    EXPECT_TRUE(parse_json(out).ok()) << out;
  }
  std::string out;
  wire::append_number(out, std::numeric_limits<double>::infinity());
  wire::append_integer(out, INT64_MIN);
  EXPECT_EQ(out, "null-9223372036854775808");
}

TEST(Json, the_schema_names_types_and_what_is_required) {
  wire::Components components;
  EXPECT_EQ(boost::json::serialize(wire::Codec<Input>::schema(components)),
            R"({"$ref":"#/components/schemas/Input"})");
  auto const& input = components.at("Input");
  EXPECT_EQ(input.at("required").as_array().size(), 12u);
  auto const& properties = input.at("properties").as_object();
  EXPECT_EQ(boost::json::serialize(properties.at("name")),
            R"({"type":"string","maxLength":10,"minLength":2})");
  EXPECT_EQ(boost::json::serialize(properties.at("kind")),
            R"({"type":"string","enum":["question","broken_part"]})");
  EXPECT_TRUE(components.contains("Contact"));
  EXPECT_EQ(wire::type_name_of("std::string vefa::wire::type_name() [T = vefa::cases::NewCase]"),
            "NewCase");
  EXPECT_EQ(wire::type_name_of("std::string f() [T = vefa::Pair<vefa::a::One, vefa::b::Two>]"),
            "PairOneTwo");
  EXPECT_EQ(
      wire::type_name_of("std::string f() [T = vefa::cases::(anonymous namespace)::OpenedCase]"),
      "OpenedCase");
}

}  // namespace json_test
}  // namespace vefa
