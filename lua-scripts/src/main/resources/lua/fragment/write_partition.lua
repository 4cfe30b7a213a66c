--[[
fragment/write_partition   Writes what a partition's meta hash knows after an event.
]]
local function write_partition(meta, epoch, version, number)
  redis.call('HSET', meta, 'e', epoch, 'v', version, 'n', number)
end
