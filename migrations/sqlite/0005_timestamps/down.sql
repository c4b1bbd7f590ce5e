DROP TABLE timestamps_due;
