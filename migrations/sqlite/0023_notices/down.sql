DROP TABLE notices_off;
DROP TABLE notices;
