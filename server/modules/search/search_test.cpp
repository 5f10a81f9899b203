#include "modules/search/search.hpp"

#include <gmock/gmock.h>

#include "base/server_key.hpp"
#include "jobs/jobs.hpp"
#include "modules/cases/cases.hpp"
#include "modules/customers/customers.hpp"
#include "modules/search/documents.hpp"
#include "modules/search/queries.hpp"
#include "modules/search/query.hpp"
#include "tests/support/databases.hpp"

namespace vefa::search {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

/// What customers wrote, in four languages; answers are told by these names.
struct Message {
  char const* name;
  Language language;
  char const* sender;
  char const* address;
  char const* subject;
  char const* text;
};
constexpr Message kCorpus[] = {
    {"kombi", Language::Tr, "Ayşe Yılmaz", "ayse.yilmaz@example.com", "Kombi çalışmıyor",
     "Merhaba, ISITICI iki gündür çalışmıyor, su akıyor. Seri no: SN-2024/55-A. Telefonum 0532 123 "
     "45 67."},
    {"iade", Language::Tr, "Mehmet Çınar", "mehmet@example.com", "İade talebi",
     "Aldığım ürünleri iade etmek istiyorum, faturalar ektedir. Iğdır'dan yazıyorum."},
    {"futes", Language::Hu, "Nagy Éva", "nagy.eva@example.com", "Nem működik a fűtés",
     "Kérem, küldjenek szerelőt, a számlát még nem kaptam meg. Telefonszámom +36 30 123 4567."},
    {"telefon", Language::Hu, "Kovács Péter", "kovacs@example.com", "Panasz",
     "A telefonok elromlottak, a garancia 2026-11-22 napján jár le."},
    {"mekarer", Language::He, "דנה כהן", "dana@example.com", "המקרר לא עובד",
     "שלום, המקרר החדש לא מקרר ושבחשבונית כתוב שיש אחריות. טלפון 050-123-4567."},
    {"refund", Language::En, "Jane Smith", "jane@example.com", "Refund please",
     "I want my money back, the heaters are complaining loudly. Water flows. Order 55012."},
};

class Search : public testing::OnBothDatabases {
 protected:
  void SetUp() override {
    set_server_key(std::string(32, 'k'));
    add_jobs(registry_);
    jobs::install(registry_);
    database_ = fresh();
    runner_ = jobs::Runner::start(*database_, registry_, clock_, ids_);
    ctx_.ids = &ids_;
    ctx_.now = clock_.now();
  }
  void TearDown() override {
    if (runner_) runner_->stop();
  }
  template <class F>
  auto write(F const& f) {
    return database_->write_result([&](db::Tx& tx) { return f(tx); });
  }
  void settle() { ASSERT_TRUE(runner_->wait_idle(std::chrono::seconds(60))); }

  CaseId receive(Message const& m, CaseId into = {}) {
    auto const received = write([&](auto& tx) -> Result<cases::Received> {
      auto const sender =
          TRY(customers::find_or_create_by_email(ctx_, tx, m.address, m.sender, m.language));
      cases::Inbound in{.customer_id = sender.customer.id,
                        .case_id = into,
                        .language = m.language,
                        .at = ctx_.now,
                        .subject = m.subject,
                        .text = m.text,
                        .sender_name = m.sender,
                        .no_acknowledgement = true};
      in.recipients = {{interactions::Role::From, m.address, m.sender}};
      return cases::receive(ctx_, tx, in);
    });
    EXPECT_TRUE(received.ok()) << received.error().key;
    return received->case_id;
  }
  void receive_corpus() {
    for (auto const& message : kCorpus) cases_[message.name] = receive(message);
    settle();
  }
  std::string name_of(CaseId id) {
    for (auto const& [name, one] : cases_)
      if (one == id) return name;
    return "customer";
  }
  Result<SearchAnswer> ask(SearchFilter const& filter) {
    return database_->read_result([&](db::Tx& tx) { return search(ctx_, tx, filter); });
  }
  /// The names of the cases found, each once, in the answer's order.
  std::vector<std::string> found(std::string const& q, SearchFilter filter = {}) {
    filter.q = {{q}};
    auto const answer = ask(filter);
    EXPECT_TRUE(answer.ok()) << q;
    std::vector<std::string> names;
    for (auto const& hit : answer->items)
      if (auto name = name_of(hit.case_id);
          std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
    std::erase(names, "customer");
    return names;
  }

  jobs::Registry registry_;
  FakeClock clock_{parse_instant("2026-11-22T06:00:00Z").value()};
  IdSource ids_;
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<jobs::Runner> runner_;
  Context ctx_;
  std::map<std::string, CaseId> cases_;
};
VEFA_ON_BOTH_DATABASES(Search);

TEST_P(Search, both_databases_give_these_answers_in_four_languages) {
  receive_corpus();
  struct Question {
    char const* typed;
    std::vector<std::string> cases;  // in alphabetical order
  };
  std::vector<Question> const questions{
      {"ısıtıcı", {"kombi"}},
      {"isitici", {"kombi"}},
      {"ISITICI", {"kombi"}},
      {"ısıt", {"kombi"}},
      {"kombiler ", {"kombi"}},
      {"iğdır", {"iade"}},
      {"ürün", {"iade"}},
      {"fatura ", {"iade"}},
      {"\"su akıyor\"", {"kombi"}},
      {"\"akıyor su\"", {}},
      {"su kombi ", {"kombi"}},
      {"telefon", {"futes", "kombi", "telefon"}},
      {"számlák ", {"futes"}},
      {"szamla ", {"futes"}},
      {"szerelő", {"futes"}},
      {"garancia fűtés", {}},
      {"מקרר ", {"mekarer"}},
      {"חשבונית ", {"mekarer"}},
      {"\"המקרר החדש\" ", {"mekarer"}},
      {"אחר", {"mekarer"}},
      {"refunds ", {"refund"}},
      {"heater ", {"refund"}},
      {"\"water flows\" ", {"refund"}},
      {"55012", {"refund"}},
      {"SN-2024/55-A", {"kombi"}},
      {"sn202455a", {"kombi"}},
      {"2026-11-22", {"telefon"}},
      {"+905321234567", {"kombi"}},
      {"0532 123 45 67", {"kombi"}},
      {"06301234567", {"futes"}},
      {"+972501234567", {"mekarer"}},
      {"nagy.eva@example.com", {"futes"}},
      {"nagy", {"futes"}},
      {"eva nagy", {"futes"}},
      {"cinar", {"iade"}},
      {"nothing at all", {}},
      {"OR \" AND (", {}},
  };
  for (auto const& question : questions) {
    auto names = found(question.typed);
    std::sort(names.begin(), names.end());
    EXPECT_EQ(names, question.cases) << question.typed;
  }
}

TEST_P(Search, word_families_and_hebrew_acronyms_meet_on_both_databases) {
  cases_["complaint"] = receive({"", Language::En, "Jane", "jane@example.com", "Two complaints",
                                 "The delivery failed and the door was broken."});
  cases_["tz"] = receive({"", Language::He, "דנה", "dana@example.com", "שירות בצה״ל",
                          "מספר הת\"ז שלי 012345678, שלחתי צ׳ק."});
  settle();
  for (auto const* typed : {"complaining ", "delivered ", "failure ", "breaks "})
    EXPECT_THAT(found(typed), ElementsAre("complaint")) << typed;
  for (auto const* typed :
       {"צה\"ל ", "צהל ", "צה״ל", "צה\"", "ת\"ז ", "תז ", "צ'ק ", "\"שירות בצה\"ל\" "})
    EXPECT_THAT(found(typed), ElementsAre("tz")) << typed;
  EXPECT_THAT(found("paint "), IsEmpty());
}

TEST_P(Search, turkish_verbs_meet_on_both_databases) {
  cases_["verb"] = receive({"", Language::Tr, "Ayşe", "ayse@example.com", "Klima",
                            "Dün akşamdan beri üflemiyor, teknisyen de gelmedi, bekliyoruz."});
  settle();
  for (auto const* typed : {"üfledi ", "gelecek ", "gelmiyor ", "bekledik ", "uflemiyordu "})
    EXPECT_THAT(found(typed), ElementsAre("verb")) << typed;
  EXPECT_THAT(found("gelin "), IsEmpty());
}

TEST_P(Search, what_she_says_is_not_solved_is_found) {
  receive_corpus();
  auto const said = write([&](db::Tx& tx) -> Result<bool> {
    TRY(cases::take_verdict(ctx_, tx, cases_["kombi"],
                            {.solved = false, .comment = "Zürafagiller hâlâ burada"}));
    return true;
  });
  ASSERT_TRUE(said.ok()) << said.error().key;
  settle();
  EXPECT_THAT(found("zürafagiller"), ElementsAre("kombi"));
}

TEST_P(Search, a_case_is_found_by_its_number_and_its_title_is_shown_with_what_was_found) {
  receive_corpus();
  auto const row =
      database_->read_result([&](db::Tx& tx) { return Result(cases::find(tx, cases_["kombi"])); });
  auto const number = (*row)->number;
  EXPECT_THAT(found(number), ElementsAre("kombi"));
  auto const answer = ask({.q = {{"çalışmıyor"}}, .kind = HitKind::Case});
  ASSERT_EQ(answer->items.size(), 1u);
  auto const& hit = answer->items[0];
  EXPECT_EQ(hit.case_number, number);
  EXPECT_EQ(hit.title.text, "Kombi çalışmıyor");
  ASSERT_EQ(hit.title.highlights.size(), 1u);
  EXPECT_EQ(hit.title.highlights[0].begin, 6);
  EXPECT_EQ(hit.title.highlights[0].end, 16);
}

TEST_P(Search, filters_narrow_what_is_found) {
  receive_corpus();
  auto const by = [&](SearchFilter const& filter) { return found("example.com", filter); };
  EXPECT_EQ(by({}).size(), 6u);
  EXPECT_THAT(by({.language = Language::He}), ElementsAre("mekarer"));
  EXPECT_THAT(by({.state = {{"closed"}}}), IsEmpty());
  EXPECT_EQ(by({.state = {{"open"}}}).size(), 6u);
  EXPECT_EQ(by({.from = ctx_.now}).size(), 6u);
  EXPECT_THAT(by({.from = ctx_.now + Duration(1)}), IsEmpty());
  EXPECT_THAT(by({.to = ctx_.now}), IsEmpty());
  EXPECT_EQ(by({.to = ctx_.now + Duration(1)}).size(), 6u);
  EXPECT_THAT(by({.team = TeamId{4711}}), IsEmpty());
  auto const her = database_->read_result([&](db::Tx& tx) {
    return Result(
        customers::find_by_contact(tx, customers::ContactKind::Email, "dana@example.com"));
  });
  EXPECT_THAT(by({.customer = (*her)->id}), ElementsAre("mekarer"));
  auto const persons = ask({.q = {{"example.com"}}, .kind = HitKind::Customer});
  EXPECT_EQ(persons->items.size(), 6u);
  EXPECT_EQ(persons->items[0].customer_id.value != 0, true);
}

TEST_P(Search, only_what_the_actor_may_read_is_found) {
  receive_corpus();
  auto const as = [&](std::string const& permissions, std::vector<std::int64_t> teams,
                      std::int64_t id = 99) {
    ctx_.actor = {.kind = ActorKind::Staff,
                  .id = id,
                  .permissions = parse_permissions(permissions),
                  .teams = std::move(teams)};
    auto const answer = ask({.q = {{"example.com"}}, .limit = 50});
    std::map<HitKind, int> counts;
    for (auto const& hit : answer->items) ++counts[hit.kind];
    return counts;
  };
  auto const row =
      database_->read_result([&](db::Tx& tx) { return Result(cases::find(tx, cases_["kombi"])); });
  std::int64_t const team = (*row)->team_id.value;
  EXPECT_EQ(as("cases_read cases_read_all customers_read", {})[HitKind::Customer], 6);
  EXPECT_EQ(as("cases_read cases_read_all", {})[HitKind::Customer], 0);
  EXPECT_EQ(as("cases_read cases_read_all", {})[HitKind::Interaction], 6);
  EXPECT_EQ(as("cases_read", {team})[HitKind::Interaction], 6);
  EXPECT_THAT(as("cases_read", {team + 1}), IsEmpty());
  EXPECT_EQ(as("customers_read", {team})[HitKind::Customer], 6);
  EXPECT_EQ(as("customers_read", {team})[HitKind::Interaction], 0);
  EXPECT_THAT(as("", {team}), IsEmpty());
}

TEST_P(Search, pages_have_no_gaps_in_either_order_and_the_count_ends_at_a_thousand) {
  // Customers are the quickest to make many of.
  (void)write([&](auto& tx) -> Result<void> {
    for (int i = 0; i < 1010; ++i) {
      auto const made = TRY(customers::create(ctx_, tx,
                                              {.kind = customers::CustomerKind::Person,
                                               .display_name = {"Deniz " + std::to_string(i)}}));
      index_customer(tx, made.id);
    }
    return {};
  });
  for (auto const order : {HitOrder::Newest, HitOrder::Ranked}) {
    SearchFilter filter{.q = {{"deniz "}}, .order = order, .limit = 50};
    std::vector<CustomerId> seen;
    for (int page = 0; page < 3; ++page) {
      auto const answer = ask(filter);
      if (page == 0) {
        EXPECT_EQ(answer->total, 1000);
        EXPECT_TRUE(answer->is_more);
      }
      for (auto const& hit : answer->items) seen.push_back(hit.customer_id);
      filter.cursor = answer->next_cursor;
    }
    EXPECT_EQ(seen.size(), 150u);
    EXPECT_TRUE(std::is_sorted(seen.rbegin(), seen.rend())) << "equals come newest first";
    EXPECT_EQ(std::set<CustomerId>(seen.begin(), seen.end()).size(), 150u);
  }
}

TEST_P(Search, what_stands_in_the_subject_comes_first_and_newest_is_newest) {
  Message body = kCorpus[5], title = kCorpus[5];
  title.subject = "Boiler";
  body.text = "The boiler is cold, says the boiler man.";
  body.subject = "Question";
  cases_["title"] = receive(title);
  cases_["body"] = receive(body);
  settle();
  EXPECT_THAT(found("boiler "), ElementsAre("title", "body"));
  EXPECT_THAT(found("boiler ", {.order = HitOrder::Newest}), ElementsAre("body", "title"));
}

/// A row of `list_found`.
struct FoundRow {
  std::int64_t id = 0;
  Instant at;
  std::string counts;
  std::string subject;
  std::string body;
  std::string more;
};
BOOST_DESCRIBE_STRUCT(FoundRow, (), (id, at, counts, subject, body, more))

TEST_P(Search, the_index_counts_words_as_the_texts_do) {
  receive_corpus();
  Message many = kCorpus[5];
  many.subject = "Money, money and money back";
  many.text = "The heater, the heaters, heating: money back, back money. SN-2024/55-A";
  receive(many);
  settle();
  std::int64_t looked_at = 0;
  for (auto const* typed :
       {"money", "money ", "mon", "heater ", "heaters", "\"money back\"", "\"money back\" heat",
        "sn-2024/55-a", "example.com", "0532 123 45 67", "çalışmıyor ", "מקרר", "a telefon"}) {
    auto const terms = parse(typed);
    std::vector<std::vector<std::string>> const scope{{"q6kcase", "q6kinteraction"}};
    database_->read_now([&](db::Tx& tx) {
      bool const is_sqlite = tx.engine() == db::Engine::Sqlite;
      auto const text = is_sqlite ? fts5_text(terms, scope) : tsquery_text(terms, scope);
      for (auto const& row :
           tx.list<FoundRow>(sql::list_found, text, Instant{0}, ctx_.now + std::chrono::hours(1),
                             std::int64_t{50}, fts5_groups(terms, scope), kRankedWords)) {
        auto const document = tx.find<Document>(sql::find_document, row.id).value();
        auto const by_index = is_sqlite ? counts_in(row.counts, terms)
                                        : counts_of({row.subject, row.body, row.more}, terms);
        auto const by_text = counts_of({document.subject, document.body, document.more}, terms);
        EXPECT_EQ(by_index, by_text) << typed << ": " << row.counts;
        EXPECT_TRUE(std::any_of(by_text.begin(), by_text.end(), [](TermCount const& one) {
          return one.subject + one.body + one.more > 0;
        })) << typed;
        ++looked_at;
      }
    });
  }
  EXPECT_GT(looked_at, 20);
}

TEST_P(Search, nothing_to_look_for_and_a_wrong_cursor_are_refused) {
  EXPECT_EQ(ask({}).error().key, "search.empty");
  EXPECT_EQ(ask({.q = {{" ?! "}}}).error().key, "search.empty");
  EXPECT_EQ(ask({.q = {{"a"}}, .cursor = "x"}).error().key, "error.bad_cursor");
  EXPECT_EQ(ask({.q = {{"a"}}, .limit = 51}).error().key, "wire.out_of_range");
}

TEST_P(Search, suggestions_come_as_one_types) {
  receive_corpus();
  auto const suggestions = [&](std::string const& typed) {
    return database_->read_result([&](db::Tx& tx) { return suggest(ctx_, tx, typed); })
        .value()
        .items;
  };
  auto const hits = suggestions("yıl");
  ASSERT_FALSE(hits.empty());
  std::vector<HitKind> kinds;
  for (auto const& hit : hits) kinds.push_back(hit.kind);
  EXPECT_THAT(kinds, UnorderedElementsAre(HitKind::Case, HitKind::Customer));
  EXPECT_THAT(suggestions(""), IsEmpty());
}

TEST_P(Search, a_word_that_is_being_typed_finds_every_word_that_it_may_become) {
  receive_corpus();
  // More of them than are looked up word by word, and two that are few.
  std::string many;
  for (int n = 0; n < 250; ++n) many += "zangir" + std::to_string(n) + " ";
  cases_["many"] =
      receive({"many", Language::En, "Mary Major", "mary@example.com", "Words", many.c_str()});
  cases_["few"] =
      receive({"few", Language::En, "Jack Major", "jack@example.com", "Words", "zangilik zangoc"});
  settle();
  EXPECT_THAT(found("zangir"), ElementsAre("many"));
  EXPECT_THAT(found("zangir24"), ElementsAre("many"));
  EXPECT_THAT(found("zangir251"), IsEmpty());
  EXPECT_THAT(found("zangi"), UnorderedElementsAre("many", "few"));
  EXPECT_THAT(found("zangil"), ElementsAre("few"));
  EXPECT_THAT(found("zangil "), IsEmpty()) << "it ends there";
  EXPECT_THAT(found("zangilikler"), ElementsAre("few")) << "a form of it";
  EXPECT_THAT(found("jack zang"), ElementsAre("few"));
  EXPECT_THAT(found("zang jack"), IsEmpty()) << "only the last word is being typed";
}

TEST_P(Search, merged_customers_are_one_and_erased_ones_are_nowhere) {
  receive_corpus();
  auto const id_of = [&](char const* address) {
    auto const one = database_->read_result([&](db::Tx& tx) {
      return Result(customers::find_by_contact(tx, customers::ContactKind::Email, address));
    });
    return one.value().value();
  };
  auto const kept = id_of("ayse.yilmaz@example.com");
  auto const lost = id_of("mehmet@example.com");
  ASSERT_TRUE(write([&](auto& tx) {
                return customers::merge(ctx_, tx, kept.id, kept.version, lost.id, "");
              }).ok());
  settle();
  EXPECT_THAT(found("example.com", {.customer = lost.id}), UnorderedElementsAre("iade", "kombi"));
  auto const persons = ask({.q = {{"example.com"}}, .kind = HitKind::Customer});
  EXPECT_EQ(persons->items.size(), 5u);

  auto const dana = id_of("dana@example.com");
  ASSERT_TRUE(
      write([&](auto& tx) { return customers::erase(ctx_, tx, dana.id, dana.version); }).ok());
  settle();
  EXPECT_THAT(found("dana@example.com"), IsEmpty());
  EXPECT_THAT(found("המקרר"), IsEmpty());
}

TEST_P(Search, a_rebuilt_index_gives_the_same_answers) {
  receive_corpus();
  auto const everything = [&] {
    std::string all;
    for (auto const* q : {"example.com", "telefon", "מקרר", "kombi"})
      all += to_json_text(ask({.q = {{q}}, .limit = 50}).value());
    return all;
  };
  auto const before = everything();
  static auto const wipe = testing::ad_hoc("DELETE FROM search_documents");
  database_->write_now([&](db::Tx& tx) {
    tx.run(wipe);
    return db::Outcome::Commit;
  });
  EXPECT_NE(everything(), before);
  database_->write_now([&](db::Tx& tx) {
    rebuild(ctx_, tx);
    return db::Outcome::Commit;
  });
  settle();
  EXPECT_EQ(everything(), before);
}

}  // namespace
}  // namespace vefa::search
