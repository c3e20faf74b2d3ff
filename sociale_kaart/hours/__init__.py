"""When help is there. Today a schedule is what the coordinator wrote; this is the room where it becomes dates."""
