// These tests wait for processes more than they compute: on two cores three of them at a time take less than two.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
