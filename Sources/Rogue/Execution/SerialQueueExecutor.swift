package import Dispatch

/// An executor that runs an actor's jobs on one Dispatch queue, in order, each on a thread that may block.
package final class SerialQueueExecutor: SerialExecutor {
    package let queue: DispatchQueue

    package init(label: String) {
        self.queue = DispatchQueue(label: label)
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    /// Lets what runs on the queue already, such as a timer's handler, enter the actor without a hop.
    package func checkIsolated() {
        dispatchPrecondition(condition: .onQueue(queue))
    }
}
