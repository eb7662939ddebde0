import { Module } from '@nestjs/common';
import { RedisModule } from '../redis/redis.module.js';
import { Admission } from './admission.js';

@Module({ imports: [RedisModule], providers: [Admission], exports: [Admission] })
export class LimitsModule {}
