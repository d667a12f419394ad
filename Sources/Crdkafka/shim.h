#pragma once
#include <librdkafka/rdkafka.h>

/* A macro with a cast, that Swift does not import: the partition is the partitioner's choice. */
static const int32_t rogue_any_partition = RD_KAFKA_PARTITION_UA;
