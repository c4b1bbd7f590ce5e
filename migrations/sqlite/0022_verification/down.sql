DROP TABLE verification_items;
