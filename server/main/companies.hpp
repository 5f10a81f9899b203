// The companies a server holds: chosen by host name, opened when asked for or when one of their
// promises is due, closed when idle. Nothing of one touches another's.
#pragma once
#include <condition_variable>
#include <deque>
#include <map>
#include <thread>

#include "main/open_company.hpp"

namespace vefa {

class Companies {
 public:
  /// `registry` and `clock` must outlive this.
  Companies(Config config, jobs::Registry const& registry, Clock const& clock);
  ~Companies();

  /// Null when unknown, closed or not open; does not wait.
  std::shared_ptr<http::Company> find_open(std::string_view host);
  /// Opens when need be; null when no company has this host. May throw db::Unavailable, as it does
  /// for one that is closed.
  std::shared_ptr<http::Company> open(std::string_view host);
  /// A single company is opened and stays open; throws when it cannot be. Of several each is looked
  /// at, so that it is open when its next promise is due; what fails is logged and tried again.
  void start();
  /// The clock was moved: looks for due jobs in every company.
  void wake_all();
  /// True when no company has a due job left.
  bool wait_idle(Duration at_most);
  /// Finishes what was accepted and closes.
  void close();
  /// How many are open.
  std::size_t count_open();

 private:
  using Steady = std::chrono::steady_clock;
  enum class Task { None, Look, Open, Close };

  /// One company, open or not. Guarded by `mutex_` but for `config` and `opening`.
  struct Place {
    explicit Place(CompanyConfig c) : config(std::move(c)) {}
    CompanyConfig const config;
    std::mutex opening;  // held while it is opened or closed, which takes its time
    std::shared_ptr<OpenCompany> open;
    Steady::time_point used_at;
    bool asked = false;          // opened for somebody, not for its work alone
    Steady::time_point look_at;  // when to look (again) what it waits for
    std::optional<Instant> due;  // of its earliest work
    bool looked = false;
    bool must_be_open = false;
    bool gone = false;  // no longer in the list
    Task task = Task::None;
  };
  using PlacePtr = std::shared_ptr<Place>;

  bool is_single() const;
  void set_list(std::vector<CompanyConfig> const& list);
  PlacePtr place_of(std::string_view host) const;
  std::vector<PlacePtr> all_places();
  std::shared_ptr<OpenCompany> open_place(PlacePtr const& place);
  void close_place(PlacePtr const& place);
  void look_at_place(PlacePtr const& place);
  static void note(Place& place, Waiting const& waiting);

  void keep();
  void read_list_again();
  void give_tasks();
  bool is_soon(Place const& place) const;
  Task task_for(Place const& place) const;
  void work();
  void do_task(PlacePtr const& place, Task task);

  Config config_;
  jobs::Registry const& registry_;
  Clock const& clock_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, PlacePtr, std::less<>> by_name_;
  std::map<std::string, PlacePtr, std::less<>> by_host_;
  std::vector<PlacePtr> gone_;  // no longer in the list, but perhaps still open
  std::deque<PlacePtr> tasks_;
  Duration lead_{};  // a company whose work is due within it is open
  bool stop_ = false;
  std::string list_stamp_;
  std::vector<std::thread> threads_;
};

}  // namespace vefa
