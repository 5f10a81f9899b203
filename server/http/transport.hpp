// A connection's bytes, plain or over TLS. Private to the listener: includes Asio.
#pragma once
#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>

namespace boost::asio::ssl {
class context;
}

namespace vefa::http {

namespace asio = boost::asio;
using boost::system::error_code;
// The concrete executor: the polymorphic one costs a tenth of the throughput.
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
template <class T>
using Awaitable = asio::awaitable<T, Executor>;
inline constexpr asio::use_awaitable_t<Executor> kAwait{};

class Transport {
 public:
  explicit Transport(Socket socket) : socket_(std::move(socket)) {}
  virtual ~Transport() = default;
  /// False when the client does not speak as we do.
  virtual Awaitable<bool> handshake() = 0;
  virtual Awaitable<std::size_t> read_some(asio::mutable_buffer into, error_code& error) = 0;
  virtual Awaitable<std::size_t> write(std::array<asio::const_buffer, 2> bytes,
                                       error_code& error) = 0;
  /// Says that no more will be sent.
  virtual Awaitable<void> finish() = 0;
  Socket& socket() { return socket_; }

 protected:
  Socket socket_;
};

std::unique_ptr<Transport> plain_transport(Socket socket);
std::unique_ptr<Transport> tls_transport(Socket socket, asio::ssl::context& context);
/// TLS 1.2 and later. Throws std::runtime_error that names the file which does not fit.
std::shared_ptr<asio::ssl::context> tls_context(std::string const& certificate_file,
                                                std::string const& key_file);

}  // namespace vefa::http
