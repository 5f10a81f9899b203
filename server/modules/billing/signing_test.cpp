// What she signed of a quote: on our screen, on her own page, on paper.
#include <gmock/gmock.h>

#include <fstream>

#include "base/crypto.hpp"
#include "db/migrate.hpp"
#include "http/url.hpp"
#include "modules/billing/signing.hpp"
#include "modules/billing/test_house.hpp"
#include "modules/documents/documents.hpp"
#include "modules/documents/settings.hpp"
#include "modules/documents/test_reading.hpp"
#include "modules/portal/portal.hpp"

namespace vefa::billing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Signing : public Cashier {
 protected:
  void add_more_routes(http::Routes& routes) override {
    Cashier::add_more_routes(routes);
    documents::add_routes(routes);
    portal::add_routes(routes);
  }
  void SetUp() override {
    Cashier::SetUp();
    bought_ = sold_abroad("S1", "2026-01-10");
    case_ = open_case(bought_, "repair");
    quote_ = quoted(case_, std::string(kLabour) + ", " + kTravel);
  }
  static std::string fixture(std::string const& name) {
    std::ifstream in("tests/fixtures/signatures/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  /// As a canvas gives it.
  static std::string drawn(std::string const& bytes) {
    auto text = base64url(bytes);
    std::ranges::replace(text, '-', '+');
    std::ranges::replace(text, '_', '/');
    while (text.size() % 4 != 0) text += '=';
    return "data:image/png;base64," + text;
  }
  static std::string by_hand_of(std::string const& name, std::string const& bytes) {
    return R"({"name": ")" + name + R"(", "drawn": ")" + drawn(bytes) + "\"}";
  }
  std::string where() const { return "/quotes/" + text(quote_.at("id")) + "/answers"; }
  vefa::testing::HttpAnswer signing(std::string const& more, std::string const& version = "1") {
    return client->post(path(where()), R"({"version": )" + version + R"(, "answers": [
        {"line": 1, "answer": "approved"}, {"line": 2, "answer": "declined"}])" +
                                           more + "}");
  }
  Json signed_by(std::string const& name) {
    auto const answer = signing(R"(, "signature": )" + by_hand_of(name, fixture("drawn.png")));
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer.status == 200 ? answer.json() : Json();
  }
  std::string upload(std::string const& type, std::string const& bytes) {
    auto const answer =
        client->send("POST", path("/attachments?name=paper"), bytes, {{"content-type", type}});
    EXPECT_EQ(answer.status, 201) << answer.body;
    return text(answer.json().at("id"));
  }
  Json read_signature(Json const& quote, std::size_t at = 0) {
    auto const id = text(quote.at("signatures").at(at).at("id"));
    auto const answer = client->get(path("/signatures/" + id));
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer.json();
  }
  Json now() { return client->get(path("/quotes/" + text(quote_.at("id")))).json(); }
  bool is_intact() { return now().at("signatures").at(0).at("is_intact").as_bool(); }
  void nothing_is_written() {
    EXPECT_EQ(count("SELECT COUNT(*) FROM quote_answers"), 0);
    EXPECT_EQ(count("SELECT COUNT(*) FROM quote_signatures"), 0);
    EXPECT_EQ(count("SELECT COUNT(*) FROM blobs"), blobs_);
  }
  std::string her_page() {
    auto const link = text(quote_.at("link"));
    return link.substr(link.find("/c/"));
  }
  vefa::testing::HttpAnswer by_link(std::string const& more) {
    return client->send("POST", her_page(), "version=1&line_1=approved&line_2=declined" + more,
                        {{"content-type", "application/x-www-form-urlencoded"}});
  }
  void say_who_issues() {
    auto const done = write([&](db::Tx& tx) {
      documents::DocumentSettings wanted;
      wanted.station_contacts = {"Gül Sok. 5, İzmir"};
      return documents::change_settings(system(), tx, wanted);
    });
    ASSERT_TRUE(done.ok());
  }
  Json printed() {
    auto const answer = client->post(path("/quotes/" + text(quote_.at("id")) + "/document"), "{}");
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer.json();
  }
  std::string pdf_of(Json const& paper) {
    return client->get(path("/documents/" + text(paper.at("document_id")) + "/pdf")).body;
  }

  Sold bought_;
  std::string case_;
  Json quote_;
  std::int64_t blobs_ = 0;
};
VEFA_ON_BOTH_DATABASES(Signing);

TEST_P(Signing, keeps_word_for_word_what_she_read_and_said) {
  auto const quote = signed_by("Ayşe Yılmaz");
  EXPECT_EQ(quote.at("lines").at(0).at("answer").at("via"), "signature");
  EXPECT_EQ(quote.at("lines").at(1).at("answer").at("answer"), "declined");
  auto const& shown = quote.at("signatures").at(0);
  EXPECT_EQ(shown.at("name"), "Ayşe Yılmaz");
  EXPECT_EQ(shown.at("form"), "drawn");
  EXPECT_EQ(shown.at("taken_by"), "staff");
  EXPECT_EQ(shown.at("actor"), "Deniz");
  EXPECT_EQ(shown.at("is_intact"), true);
  EXPECT_EQ(text(shown.at("number")), text(quote.at("number")) + "-S1");
  auto const whole = read_signature(quote);
  auto const& statement = whole.at("statement");
  EXPECT_EQ(statement.at("version"), 1);
  EXPECT_EQ(statement.at("lines").at(0).at("gross"), "180.00");
  EXPECT_EQ(statement.at("lines").at(0).at("answer"), "approved");
  EXPECT_EQ(statement.at("lines").at(1).at("answer"), "declined");
  EXPECT_EQ(statement.at("total"), "228.00");
  EXPECT_EQ(statement.at("approved"), "180.00");
  EXPECT_EQ(statement.at("picture_sha256"), Json(hex(sha256(fixture("drawn.png")))));
  EXPECT_EQ(shown.at("sha256"), Json(hex(sha256(text(whole.at("text"))))))
      << "anyone can count it again";
  auto const picture = client->get(path("/signatures/" + text(shown.at("id")) + "/picture"));
  EXPECT_EQ(picture.status, 200);
  EXPECT_EQ(picture.header("content-type"), "image/png");
  EXPECT_EQ(picture.body, fixture("drawn.png"));
  EXPECT_EQ(invoicing(quote).status, 201) << "what is signed is approved";
}

TEST_P(Signing, a_later_change_of_anything_that_was_signed_shows) {
  signed_by("Ayşe Yılmaz");
  ASSERT_TRUE(is_intact());
  auto const breaks = [&](std::string const& sql, std::string const& back) {
    by_hand(sql);
    EXPECT_FALSE(is_intact()) << sql;
    by_hand(back);
    EXPECT_TRUE(is_intact()) << back;
  };
  breaks("UPDATE quote_lines SET description = 'Way home' WHERE line = 2",
         "UPDATE quote_lines SET description = 'Way' WHERE line = 2");
  breaks("UPDATE quote_answers SET answer = 'approved' WHERE line = 2",
         "UPDATE quote_answers SET answer = 'declined' WHERE line = 2");
  breaks("UPDATE quote_signatures SET name = 'Ali'",
         "UPDATE quote_signatures SET name = 'Ayşe Yılmaz'");
  breaks("UPDATE quote_signatures SET at = at + 1000",
         "UPDATE quote_signatures SET at = at - 1000");
  breaks("UPDATE quote_signatures SET statement = REPLACE(statement, '180.00', '980.00')",
         "UPDATE quote_signatures SET statement = REPLACE(statement, '980.00', '180.00')");
  by_hand("DELETE FROM blob_parts WHERE blob_id = (SELECT blob_id FROM quote_signatures)");
  EXPECT_FALSE(is_intact()) << "the picture is another";
}

TEST_P(Signing, an_answer_by_signature_cannot_be_written_without_one_by_any_path) {
  signed_by("Ayşe Yılmaz");
  auto const insert = [&](std::string const& version, std::string const& by, std::string const& via,
                          std::string const& signature) {
    by_hand(
        "INSERT INTO quote_answers (id, quote_id, version, line, answer, by_kind, via, reason, "
        "at, actor, signature_id) SELECT 9, quote_id, " +
        version + ", line, answer, '" + by + "', '" + via + "', '', at, actor, " + signature +
        " FROM quote_answers WHERE line = 1");
  };
  EXPECT_THROW(insert("version", "staff", "signature", "NULL"), db::ConstraintError);
  EXPECT_THROW(insert("version", "staff", "signature", "7"), db::ConstraintError) << "none is that";
  EXPECT_THROW(insert("version", "staff", "phone", "signature_id"), db::ConstraintError);
  EXPECT_THROW(insert("version", "customer", "signature", "signature_id"), db::ConstraintError)
      << "it was taken by us";
  auto const next = client->put(path("/quotes/" + text(quote_.at("id"))),
                                R"({"version": 1, "lines": [)" + std::string(kLabour) + "]}");
  ASSERT_EQ(next.status, 200) << next.body;
  EXPECT_THROW(insert("2", "staff", "signature", "signature_id"), db::ConstraintError)
      << "she signed another version";
  for (auto const* set : {"name = ''", "statement = ''", "blob_id = NULL", "sha256 = 'x'",
                          "form = 'typed'", "version = 7"})
    EXPECT_THROW(by_hand(std::string("UPDATE quote_signatures SET ") + set), db::ConstraintError)
        << set;
}

TEST_P(Signing, a_new_version_needs_a_new_signature) {
  signed_by("Ayşe Yılmaz");
  auto const next =
      client->put(path("/quotes/" + text(quote_.at("id"))),
                  R"({"version": 1, "lines": [)" + std::string(kLabour) + ", " + kTravel + "]}");
  ASSERT_EQ(next.status, 200) << next.body;
  EXPECT_TRUE(next.json().at("signatures").as_array().empty());
  EXPECT_TRUE(next.json().at("lines").at(0).at("answer").is_null());
  EXPECT_EQ(key(invoicing(next.json())), "billing.nothing_approved");
  auto const late = R"(, "signature": )" + by_hand_of("Ayşe Yılmaz", fixture("drawn.png"));
  EXPECT_EQ(signing(late).status, 409) << "of the version that she did not see";
  auto const again = signing(late, "2");
  ASSERT_EQ(again.status, 200) << again.body;
  EXPECT_EQ(text(again.json().at("signatures").at(0).at("number")),
            text(quote_.at("number")) + "-S2");
  auto const before = client->get(path("/quotes/" + text(quote_.at("id")) + "?version=1")).json();
  EXPECT_EQ(before.at("signatures").at(0).at("is_intact"), true) << "the first stays what it was";
}

TEST_P(Signing, each_wrong_value_is_named_and_nothing_is_half_written) {
  blobs_ = count("SELECT COUNT(*) FROM blobs");
  auto const fails = [&](std::string const& more, char const* at, char const* says) {
    auto const answer = signing(more);
    EXPECT_EQ(answer.status, 422) << more.substr(0, 200);
    EXPECT_EQ(field(answer), at) << says;
    EXPECT_EQ(key(answer), says);
    nothing_is_written();
  };
  auto const good = fixture("drawn.png");
  auto const with = [&](std::string const& bytes) {
    return R"(, "signature": )" + by_hand_of("Ayşe Yılmaz", bytes);
  };
  fails(R"(, "via": "signature")", "signature", "billing.signature_missing");
  fails(R"(, "via": "phone", "signature": )" + by_hand_of("Ayşe", good), "via",
        "billing.signature_is_the_way");
  fails(R"(, "signature": {"name": "Ayşe Yılmaz"})", "signature.drawn",
        "billing.signature_needs_picture");
  fails(R"(, "signature": )" + by_hand_of(" A ", good), "signature.name", "wire.too_short");
  fails(with("GIF89a and no PNG"), "signature.drawn", "billing.signature_not_png");
  fails(with(good.substr(0, good.size() / 2)), "signature.drawn", "billing.signature_not_png");
  fails(with(good + "<script>"), "signature.drawn", "billing.signature_not_png");
  fails(with(fixture("wide.png")), "signature.drawn", "billing.signature_not_png");
  fails(with(fixture("blank.png")), "signature.drawn", "billing.signature_blank");
  fails(with(good + std::string(200'000, ' ')), "signature.drawn", "billing.signature_too_large");
  fails(R"(, "signature": {"name": "Ayşe Yılmaz", "drawn": "%%%"})", "signature.drawn",
        "billing.signature_not_png");
  fails(R"(, "signature": {"name": "Ayşe Yılmaz", "scan_id": "att_0000000000042"})",
        "signature.scan_id", "billing.scan_not_found");
}

TEST_P(Signing, a_signed_paper_is_taken_in_as_a_photo_or_a_scan) {
  auto const page = upload("application/pdf", "%PDF-1.7 signed by hand");
  auto const text_file = upload("text/plain", "no picture");
  auto const with = [](std::string const& id) {
    return R"(, "signature": {"name": "Ayşe Yılmaz", "scan_id": ")" + id + "\"}";
  };
  auto const wrong = signing(with(text_file));
  EXPECT_EQ(key(wrong), "billing.not_a_scan");
  EXPECT_EQ(field(wrong), "signature.scan_id");
  EXPECT_EQ(count("SELECT COUNT(*) FROM attachments"), 2) << "it is still hers to use";
  auto const both = signing(R"(, "signature": {"name": "Ayşe Yılmaz", "drawn": "x", "scan_id": ")" +
                            page + "\"}");
  EXPECT_EQ(key(both), "billing.signature_once");
  auto const done = signing(with(page));
  ASSERT_EQ(done.status, 200) << done.body;
  auto const quote = done.json();
  auto const& shown = quote.at("signatures").at(0);
  EXPECT_EQ(shown.at("form"), "scanned");
  EXPECT_EQ(shown.at("media_type"), "application/pdf");
  EXPECT_EQ(shown.at("is_intact"), true);
  EXPECT_EQ(client->get(path("/signatures/" + text(shown.at("id")) + "/picture")).body,
            "%PDF-1.7 signed by hand");
  EXPECT_EQ(count("SELECT COUNT(*) FROM attachments"), 1) << "it is no upload any more";
  EXPECT_EQ(key(signing(with(page))), "billing.scan_not_found") << "one paper signs once";
}

TEST_P(Signing, her_typed_name_and_a_tick_sign_on_her_own_page_without_a_script) {
  auto const page = client->get(her_page());
  EXPECT_THAT(page.body, HasSubstr("name=\"signs\""));
  auto const no_tick = by_link("&name=Ay%C5%9Fe+Y%C4%B1lmaz");
  EXPECT_EQ(no_tick.status, 422);
  EXPECT_THAT(no_tick.body, HasSubstr("value=\"Ayşe Yılmaz\"")) << "what was typed stands again";
  EXPECT_THAT(no_tick.body, HasSubstr("value=\"declined\" checked"));
  EXPECT_THAT(no_tick.body, HasSubstr("aria-invalid=\"true\""));
  auto const no_name = by_link("&signs=yes");
  EXPECT_EQ(no_name.status, 422);
  EXPECT_THAT(no_name.body, HasSubstr("name=\"signs\" value=\"yes\" checked"));
  EXPECT_EQ(count("SELECT COUNT(*) FROM quote_answers"), 0);
  auto const done = by_link("&name=Ay%C5%9Fe+Y%C4%B1lmaz&signs=yes");
  EXPECT_EQ(done.status, 200) << done.body;
  auto const quote = now();
  EXPECT_EQ(quote.at("signatures").at(0).at("form"), "typed");
  EXPECT_EQ(quote.at("signatures").at(0).at("taken_by"), "customer");
  EXPECT_EQ(quote.at("signatures").at(0).at("is_intact"), true);
  EXPECT_EQ(quote.at("lines").at(0).at("answer").at("by_kind"), "customer");
  EXPECT_EQ(
      client->get(path("/signatures/" + text(quote.at("signatures").at(0).at("id")) + "/picture"))
          .status,
      404);
  EXPECT_THAT(client->get(her_page()).body, HasSubstr("Ayşe Yılmaz"));
}

TEST_P(Signing, what_she_draws_on_her_own_page_is_kept_and_an_unsigned_answer_stays_one) {
  auto const plain = by_link("");
  EXPECT_EQ(plain.status, 200);
  EXPECT_EQ(now().at("lines").at(0).at("answer").at("via"), "link");
  EXPECT_TRUE(now().at("signatures").as_array().empty());
  auto const blank = by_link("&name=Ay%C5%9Fe+Y&signs=yes&drawn=" +
                             http::percent_encode(drawn(fixture("blank.png"))));
  EXPECT_EQ(blank.status, 422);
  auto const done = by_link("&name=Ay%C5%9Fe+Y&signs=yes&drawn=" +
                            http::percent_encode(drawn(fixture("drawn.png"))));
  EXPECT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(now().at("signatures").at(0).at("form"), "drawn");
  EXPECT_EQ(now().at("signatures").at(0).at("taken_by"), "customer");
  EXPECT_EQ(now().at("lines").at(0).at("answer").at("via"), "signature");
}

TEST_P(Signing, the_signed_copy_is_printed_beside_the_paper_that_was_there_before) {
  say_who_issues();
  auto const before = printed();
  auto const bytes = pdf_of(before);
  auto const quote = signed_by("Ayşe Yılmaz");
  auto const copy = printed();
  EXPECT_EQ(copy.at("number"), quote.at("signatures").at(0).at("number"));
  auto const all = documents::text_in(pdf_of(copy));
  auto const letters = documents::letters_in(all);
  for (std::string const& word :
       {text(copy.at("number")), std::string("Ayşe Yılmaz"), std::string("Deniz"),
        text(quote.at("signatures").at(0).at("sha256")), std::string("Maintenance")})
    EXPECT_THAT(letters, HasSubstr(documents::letters_in(word))) << all;
  EXPECT_EQ(pdf_of(before), bytes) << "the unsigned one stays";
  EXPECT_THAT(pdf_of(copy), HasSubstr("/Image")) << "her strokes are on it";
  EXPECT_THAT(bytes, Not(HasSubstr("/Image")));
  EXPECT_EQ(printed().at("document_id"), copy.at("document_id"));
}

TEST_P(Signing, a_signature_goes_along_and_is_erased_with_her_file) {
  auto const quote = signed_by("Ayşe Yılmaz");
  auto const known = [&](std::string const& of) {
    return database_->read_result([&](db::Tx& tx) -> Result<JsonObject> {
      return export_part(system(), tx, *CustomerId::parse(of)).content;
    });
  };
  auto const kept = person("Ayşe Y.", "ayse2@x.tr");
  ASSERT_TRUE(write([&](db::Tx& tx) -> Result<std::string> {
                auto const row = customers::find(tx, *CustomerId::parse(kept)).value();
                TRY(customers::merge(system(), tx, row.id, row.version,
                                     *CustomerId::parse(bought_.customer), "same"));
                return std::string();
              }).ok());
  run_jobs();
  auto const told = known(kept);
  auto const& signatures = told->at("quotes").at(0).at("signatures");
  EXPECT_EQ(signatures.at(0).at("name"), "Ayşe Yılmaz") << "she is told of it";
  EXPECT_THAT(text(signatures.at(0).at("statement")), HasSubstr("180.00"));
  EXPECT_TRUE(is_intact()) << "joining changes nothing that was signed";
  auto const erased = write([&](db::Tx& tx) {
    auto const row = customers::find(tx, *CustomerId::parse(kept)).value();
    return customers::erase(system(), tx, row.id, row.version);
  });
  ASSERT_TRUE(erased.ok()) << erased.error().key;
  run_jobs();
  auto const id = text(quote.at("signatures").at(0).at("id"));
  EXPECT_EQ(client->get(path("/signatures/" + id + "/picture")).status, 404);
  auto const after = client->get(path("/signatures/" + id)).json();
  EXPECT_EQ(after.at("signature").at("name"), "");
  EXPECT_TRUE(after.at("statement").is_null());
  EXPECT_FALSE(after.at("signature").at("erased_at").is_null());
  EXPECT_EQ(after.at("signature").at("sha256"), quote.at("signatures").at(0).at("sha256"))
      << "that something was signed stays";
  EXPECT_EQ(count("SELECT COUNT(*) FROM blob_parts"), 0);
}

TEST_P(Signing, is_read_in_her_language_whatever_ours_is) {
  auto const id = text(quote_.at("id"));
  EXPECT_EQ(quote_.at("language"), "en") << "hers";
  promised(bought_, kTwoVisits);
  auto const free = quoted(open_case(bought_), kLabour);
  auto const at = "/quotes/" + text(free.at("id"));
  EXPECT_THAT(text(client->get(path(at)).json().at("lines").at(0).at("words").at(0)),
              HasSubstr("Promised free"));
  auto const hers = client->get(path(at + "?language=tr")).json();
  EXPECT_THAT(text(hers.at("lines").at(0).at("words").at(0)), HasSubstr("Ücretsiz bakım"));
}

TEST_P(Signing, is_seen_by_who_may_read_the_case_alone) {
  auto const id = text(signed_by("Ayşe Yılmaz").at("signatures").at(0).at("id"));
  client->token = "parts";
  EXPECT_EQ(client->get(path("/signatures/" + id)).status, 403);
  EXPECT_EQ(client->get(path("/signatures/" + id + "/picture")).status, 403);
  client->token = "boss";
  EXPECT_EQ(client->get(path("/signatures/sgn_0000000000042")).status, 404);
}

TEST_P(Signing, answers_from_before_there_were_signatures_stay_and_so_do_their_invoices) {
  if (database_->engine() != db::Engine::Sqlite) return;  // there columns are added in their place
  auto const invoice = invoiced(quote_);
  auto const migrations = db::embedded_migrations();
  auto const of =
      std::ranges::find(migrations, std::string("billing_signatures"), &db::Migration::name);
  ASSERT_NE(of, migrations.end());
  database_->write_now([&](db::Tx& tx) {
    for (auto const& sql : db::statements_of(*of, db::Engine::Sqlite))
      if (sql.find("TABLE quote_signatures") == std::string::npos)
        tx.run(vefa::testing::ad_hoc(sql.c_str()));
    return db::Outcome::Commit;
  });
  EXPECT_EQ(count("SELECT COUNT(*) FROM quote_answers WHERE via = 'phone'"), 2);
  EXPECT_EQ(count("SELECT COUNT(*) FROM pragma_foreign_key_check"), 0);
  EXPECT_EQ(paying(invoice, "1.00").status, 201);
  EXPECT_THROW(by_hand("DELETE FROM quote_answers"), db::ConstraintError)
      << "an invoice rests on them";
}

}  // namespace
}  // namespace vefa::billing
