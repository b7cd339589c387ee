// These tests wait for processes more than they compute: on two cores four of them at a time take half as long as two.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
